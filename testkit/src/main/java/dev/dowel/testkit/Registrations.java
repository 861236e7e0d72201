package dev.dowel.testkit;

import dev.dowel.ActorDefinition;
import dev.dowel.DefinitionException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Reads what a test class says about its actors. Stateless. */
final class Registrations {

    private static final String HOW =
            "name their classes in @ActorTest(…), or return their definitions from a method with @Actors.";

    private Registrations() {}

    /** A builder with the actors of a test. */
    static TestActorsBuilder read(ExtensionContext test) {
        TestActorsBuilder builder = TestActors.builder();
        int found = 0;
        Optional<ActorTest> annotation = annotation(test.getRequiredTestClass());
        if (annotation.isPresent()) {
            startsAt(annotation.get()).ifPresent(builder::startsAt);
            for (var type : annotation.get().value()) {
                found++;
                try {
                    builder.actor(type);
                } catch (DefinitionException e) {
                    throw new ExtensionConfigurationException(
                            e.getMessage() + "\nAn actor whose constructor has parameters is made by the test: " + HOW,
                            e);
                }
            }
        }
        for (Object instance : test.getRequiredTestInstances().getAllInstances()) {
            for (Method method : AnnotationSupport.findAnnotatedMethods(
                    instance.getClass(), Actors.class, HierarchyTraversalMode.TOP_DOWN)) {
                List<ActorDefinition<?>> definitions = definitions(method, instance);
                found += definitions.size();
                definitions.forEach(builder::actor);
            }
        }
        if (found == 0) {
            throw new ExtensionConfigurationException("The test has no actors: " + HOW);
        }
        return builder;
    }

    /** Of the test's class, or of one around it. */
    private static Optional<ActorTest> annotation(Class<?> testClass) {
        Class<?> type = testClass;
        while (type != null) {
            Optional<ActorTest> found = AnnotationSupport.findAnnotation(type, ActorTest.class);
            if (found.isPresent()) {
                return found;
            }
            type = type.getEnclosingClass();
        }
        return Optional.empty();
    }

    private static Optional<Instant> startsAt(ActorTest annotation) {
        if (annotation.startsAt().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(annotation.startsAt()));
        } catch (DateTimeParseException e) {
            throw new ExtensionConfigurationException(
                    "@ActorTest(startsAt = \"" + annotation.startsAt() + "\") is no time like 2026-03-29T00:30:00Z.",
                    e);
        }
    }

    private static List<ActorDefinition<?>> definitions(Method method, Object instance) {
        if (method.getParameterCount() > 0) {
            throw wrong(method, "has parameters");
        }
        Object returned = ReflectionSupport.invokeMethod(method, instance);
        return switch (returned) {
            case ActorDefinition<?> one -> List.of(one);
            case Collection<?> several ->
                several.stream()
                        .<ActorDefinition<?>>map(element -> {
                            if (element instanceof ActorDefinition<?> definition) {
                                return definition;
                            }
                            throw wrong(method, "returned a collection with " + element);
                        })
                        .toList();
            case null, default -> throw wrong(method, "returned " + returned);
        };
    }

    private static ExtensionConfigurationException wrong(Method method, String how) {
        return new ExtensionConfigurationException("The @Actors method " + method.getName() + " of "
                + method.getDeclaringClass().getName() + " " + how
                + ". It takes nothing and returns an ActorDefinition or a collection of them.");
    }
}
