package dev.dowel.protocol;

import dev.dowel.ActorError;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.jsontype.TypeIdResolver;

/**
 * Says in words of ours what Jackson finds wrong with a value. Its own messages name classes.
 *
 * <p>Immutable.
 */
final class MismatchReports extends DeserializationProblemHandler {

    @Override
    public Object handleUnexpectedToken(
            DeserializationContext context,
            JavaType target,
            JsonToken token,
            JsonParser parser,
            @Nullable String message) {
        throw MismatchException.of(parser, expected(target));
    }

    /** The kind of value that a type with parts is read from. */
    static String expected(JavaType target) {
        if (target.isMapLikeType()) {
            return "an object";
        }
        return target.isContainerType() ? "an array" : "an object";
    }

    @Override
    public Object handleMissingInstantiator(
            DeserializationContext context,
            Class<?> type,
            @Nullable ValueInstantiator instantiator,
            JsonParser parser,
            @Nullable String message) {
        if (parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.PROPERTY_NAME)) {
            // The class cannot be created from anything: a mistake on this side.
            return NOT_HANDLED;
        }
        throw MismatchException.of(parser, "an object");
    }

    @Override
    public Object handleInstantiationProblem(
            DeserializationContext context, Class<?> type, @Nullable Object argument, Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActorError error) {
                throw error;
            }
        }
        throw MismatchException.complaint(context.getParser(), "the value was rejected");
    }

    @Override
    public Object handleWeirdKey(DeserializationContext context, Class<?> type, String key, @Nullable String message) {
        throw MismatchException.complaint(context.getParser(), "a member has a name that is not a valid key");
    }

    @Override
    public JavaType handleUnknownTypeId(
            DeserializationContext context,
            JavaType base,
            String id,
            TypeIdResolver resolver,
            @Nullable String message) {
        throw MismatchException.complaint(
                context.getParser(), "the member \"" + Shapes.DISCRIMINATOR + "\" names no known alternative");
    }

    @Override
    public JavaType handleMissingTypeId(
            DeserializationContext context, JavaType base, TypeIdResolver resolver, @Nullable String message) {
        throw noAlternative(context.getParser());
    }

    /** An alternative of a sealed type is an object that says which one it is. */
    static MismatchException noAlternative(JsonParser parser) {
        return MismatchException.complaint(
                parser, "an object with a member \"" + Shapes.DISCRIMINATOR + "\" was expected");
    }
}
