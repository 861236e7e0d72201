package dev.dowel.runtime.activation;

import dev.dowel.ActorDefinition;
import dev.dowel.StateUpgrade;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.failure.Failures;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of an activation: the current one, and the one that was sealed last, to which a failed turn returns. Confined
 * to the actor's turn.
 *
 * <p>A record is a value: it changed if the reference did. Any other class is mutable: it changed if its bytes did, and
 * rolling back reads the sealed bytes again. In checking mode values are compared by their bytes too, which finds records
 * whose lists were changed in place: such a change would be lost without a word.
 *
 * <p>Stored bytes are the format byte {@value #FORMAT} and the value as CBOR, which is version 1 of the state; or the format
 * byte {@value #VERSIONED}, the version in four bytes, highest first, and the value as CBOR. An older version is upgraded
 * when it is loaded, and written as the newest by the turn that starts the actor.
 */
final class StateCell<S extends @Nullable Object> {

    /** Version 1: CBOR in the storage dialect. */
    static final byte FORMAT = 1;

    /** A version number, and CBOR in the storage dialect. */
    static final byte VERSIONED = 2;

    private static final int VERSIONED_HEAD = 5;

    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Long.class,
            Integer.class,
            Double.class,
            Boolean.class,
            BigInteger.class,
            BigDecimal.class,
            Instant.class,
            UUID.class);

    private final ActorDefinition<S> definition;
    private final Type type;
    private final boolean checked;
    private S current;
    private S sealed;
    private byte @Nullable [] sealedBytes;

    @SuppressWarnings("NullAway") // before it is loaded or created there is no state, and nobody can ask for it
    StateCell(ActorDefinition<S> definition, boolean checked) {
        this.definition = definition;
        this.type = definition.stateType();
        this.checked = checked;
        this.current = null;
        this.sealed = null;
    }

    S get() {
        return current;
    }

    void set(S state) {
        current = state;
    }

    /** Takes the stored state. */
    void load(byte @Nullable [] stored) {
        if (stored == null) {
            if (type != Void.class) {
                throw new IllegalStateException("The actor is stored without a state, but its type has one.");
            }
            return;
        }
        int version = versionOf(stored);
        if (version == definition.stateVersion()) {
            current = decode(stored, type);
            sealed = current;
            keepBytes(stored);
        } else {
            current = upgraded(stored, version);
            sealedBytes = stored;
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the chain was checked when the actor was registered
    private S upgraded(byte[] stored, int version) {
        List<StateUpgrade> steps = definition.upgrades().stream()
                .filter(step -> step.from() >= version)
                .toList();
        if (steps.isEmpty() || steps.getFirst().from() != version) {
            throw Failures.stateVersionUnsupported(version, definition.stateVersion())
                    .toException();
        }
        Object state = Values.decode(valueIn(stored), steps.getFirst().input());
        for (StateUpgrade step : steps) {
            state = step.code().apply(state);
        }
        return (S) state;
    }

    /** The bytes to write if the state changed since it was sealed, or null if it did not. */
    @SuppressWarnings("ReferenceEquality") // a value changed if its reference did
    byte @Nullable [] changedBytes() {
        if (type == Void.class) {
            return null;
        }
        boolean sameReference = current == sealed;
        if (sameReference && sealedBytes == null && isValue(current)) {
            return null;
        }
        byte[] bytes = encode(current);
        if (!Arrays.equals(bytes, sealedBytes)) {
            if (sameReference && isValue(current)) {
                throw new IllegalStateException("The state was changed in place. A record is a value: make a new one"
                        + " with update() or setState(), and keep its lists and maps unmodifiable.");
            }
            return bytes;
        }
        sealed = current;
        return null;
    }

    /** Makes the current state the one to return to. */
    void seal(byte[] bytes) {
        sealed = current;
        keepBytes(bytes);
    }

    /** Returns to the sealed state. */
    void rollback() {
        if (sealedBytes != null && !isValue(sealed)) {
            sealed = decode(sealedBytes, type);
        }
        current = sealed;
    }

    private void keepBytes(byte[] bytes) {
        sealedBytes = checked || !isValue(sealed) ? bytes : null;
    }

    private static boolean isValue(@Nullable Object state) {
        return state == null
                || state instanceof Record
                || state instanceof Enum<?>
                || VALUES.contains(state.getClass());
    }

    private static int versionOf(byte[] stored) {
        if (stored.length > 0 && stored[0] == FORMAT) {
            return 1;
        }
        if (stored.length > VERSIONED_HEAD && stored[0] == VERSIONED) {
            return ByteBuffer.wrap(stored).getInt(1);
        }
        throw new IllegalStateException("The stored state has format " + (stored.length == 0 ? "none" : stored[0])
                + "; this version reads the formats " + FORMAT + " and " + VERSIONED + ".");
    }

    private static RawValue valueIn(byte[] stored) {
        int head = stored[0] == FORMAT ? 1 : VERSIONED_HEAD;
        return new RawValue(stored, head, stored.length - head, Dialect.STORAGE);
    }

    @SuppressWarnings("NullAway") // a null state is a state, if the type says so
    private S decode(byte[] stored, Type as) {
        return Values.decode(valueIn(stored), as);
    }

    private byte[] encode(@Nullable Object state) {
        byte[] value = Values.encode(Dialect.STORAGE, state);
        int version = definition.stateVersion();
        ByteBuffer bytes = version == 1
                ? ByteBuffer.allocate(value.length + 1).put(FORMAT)
                : ByteBuffer.allocate(value.length + VERSIONED_HEAD)
                        .put(VERSIONED)
                        .putInt(version);
        return bytes.put(value).array();
    }
}
