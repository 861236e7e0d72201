package dev.dowel.cli;

import dev.dowel.ActorKey;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.protocol.WireException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a person says which actor. Immutable. */
sealed interface ActorPlace {

    /** What ids look like (protocol 2.2). */
    Pattern ID = Pattern.compile("[0-9a-z]{30}");

    /** One actor for ever. */
    record ById(String id) implements ActorPlace {
        @Override
        public String toString() {
            return id;
        }
    }

    /** Whichever actor has the key. */
    record ByKey(String name, ActorKey key) implements ActorPlace {
        @Override
        public String toString() {
            return name + "/" + KeyFormat.canonical(key);
        }
    }

    /** Reads {@code name}, {@code name/key/parts} or an id. Immutable. */
    final class Converter implements ITypeConverter<ActorPlace> {

        @Override
        public ActorPlace convert(String text) {
            int slash = text.indexOf('/');
            if (slash < 0 && ID.matcher(text).matches()) {
                return new ById(text);
            }
            String name = slash < 0 ? text : text.substring(0, slash);
            try {
                return new ByKey(
                        KeyFormat.checkName(name),
                        slash < 0
                                ? ActorKey.of()
                                : KeyFormat.check(KeyFormat.parseCanonical(text.substring(slash + 1))));
            } catch (WireException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** The actor, which is not made if it does not exist. */
    default ClientActor<Object> existing(DowelClient client) {
        return switch (this) {
            case ById byId -> client.forId(byId.id());
            case ByKey byKey -> client.get(byKey.name(), byKey.key());
        };
    }

    /** The actor, made if it does not exist. */
    default ClientActor<Object> orCreated(DowelClient client) {
        return switch (this) {
            case ById byId -> client.forId(byId.id());
            case ByKey byKey -> client.actor(byKey.name(), byKey.key());
        };
    }
}
