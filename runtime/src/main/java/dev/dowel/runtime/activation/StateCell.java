package dev.dowel.runtime.activation;

import dev.dowel.ActorDefinition;
import dev.dowel.StateUpgrade;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.StoredState;
import dev.dowel.runtime.failure.Failures;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
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
 * <p>Stored bytes carry the version of the state's type ({@link StoredState}). An older version is upgraded when it is loaded, and
 * written as the newest by the turn that starts the actor.
 */
final class StateCell<S extends @Nullable Object> {

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
        StoredState state = StoredState.of(stored);
        if (state.version() == definition.stateVersion()) {
            current = decode(state, type);
            sealed = current;
            keepBytes(stored);
        } else {
            current = upgraded(state);
            sealedBytes = stored;
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the chain was checked when the actor was registered
    private S upgraded(StoredState stored) {
        int version = stored.version();
        List<StateUpgrade> steps = definition.upgrades().stream()
                .filter(step -> step.from() >= version)
                .toList();
        if (steps.isEmpty() || steps.getFirst().from() != version) {
            throw Failures.stateVersionUnsupported(version, definition.stateVersion())
                    .toException();
        }
        Object state = Values.decode(stored.value(), steps.getFirst().input());
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
            sealed = decode(StoredState.of(sealedBytes), type);
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

    @SuppressWarnings("NullAway") // a null state is a state, if the type says so
    private S decode(StoredState stored, Type as) {
        return Values.decode(stored.value(), as);
    }

    private byte[] encode(@Nullable Object state) {
        return StoredState.bytes(definition.stateVersion(), Values.encode(Dialect.STORAGE, state));
    }
}
