package dev.dowel;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A named, typed event that an actor broadcasts or sends, and that clients subscribe to.
 *
 * <p>Immutable. Declare events as {@code public static final} fields of the actor class, so that Java clients can use the
 * same constant.
 *
 * {@snippet :
 * public static final Event<Long> NEW_COUNT = Event.of("newCount", Long.class);
 * }
 *
 * @param <T> the payload
 */
@SuppressWarnings("UnusedTypeParameter") // it ties a payload to its event where both are passed
public final class Event<T extends @Nullable Object> {

    private final String name;
    private final Type type;

    private Event(String name, Type type) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("An event needs a name.");
        }
        this.name = name;
        this.type = type;
    }

    /** An event whose payload is of a plain class. */
    public static <T extends @Nullable Object> Event<T> of(String name, Class<T> type) {
        return new Event<>(name, type);
    }

    /** An event whose payload is of a generic type, such as a list of records. */
    public static <T extends @Nullable Object> Event<T> of(String name, TypeToken<T> type) {
        return new Event<>(name, type.type());
    }

    /** The name clients subscribe to. */
    public String name() {
        return name;
    }

    /** The payload's type. */
    public Type type() {
        return type;
    }

    @Override
    public String toString() {
        return "Event[" + name + "]";
    }
}
