package dev.dowel.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.runtime.store.ActorPart;
import java.util.Arrays;
import java.util.Optional;

/**
 * The column families of the database and what each maps. Immutable. The bytes of keys are described in {@link StoredKeys},
 * those of values in {@link StoredValues}.
 *
 * <p>A later version adds constants; missing families are created when the store is opened. A family that is not listed
 * here was made by a newer version, and the store is refused.
 */
enum Column {
    /** Actor id → the actor's record. */
    ACTOR("actor"),
    /** Address → actor id. */
    NAME("name"),
    /** Namespace, name, time of creation (newest first), actor id → nothing: the order in which actors are listed. */
    RECENT("recent"),
    /** Actor id → the state that was committed last. */
    STATE("state"),
    /** Actor id, key → value: the actor's key-value store. */
    KV("kv"),
    /** Actor id, key → value: the actor's schedules. */
    SCHEDULE("schedule"),
    /** Actor id, key → value: the actor's queues. */
    QUEUE("queue"),
    /** Due time (earliest first), actor id → nothing: the order in which actors want to be woken. */
    ALARM("alarm");

    private final String family;

    Column(String family) {
        this.family = family;
    }

    byte[] familyName() {
        return family.getBytes(UTF_8);
    }

    /** Where the entries of a part are. */
    static Column of(ActorPart part) {
        return switch (part) {
            case KV -> KV;
            case SCHEDULE -> SCHEDULE;
            case QUEUE -> QUEUE;
        };
    }

    static Optional<Column> ofFamily(byte[] name) {
        return Arrays.stream(values())
                .filter(column -> Arrays.equals(column.familyName(), name))
                .findFirst();
    }
}
