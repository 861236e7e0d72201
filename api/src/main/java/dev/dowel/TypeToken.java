package dev.dowel;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A generic type that survives erasure: {@code new TypeToken<List<Message>>() {}}.
 *
 * <p>Immutable.
 *
 * @param <T> the type meant
 */
public abstract class TypeToken<T extends @Nullable Object> {

    private final Type type;

    /** Reads the type argument of the anonymous subclass. */
    protected TypeToken() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parent)
                || parent.getRawType() != TypeToken.class) {
            throw new IllegalStateException("Write new TypeToken<SomeType>() {} with the type argument.");
        }
        this.type = parent.getActualTypeArguments()[0];
    }

    /** The type meant. */
    public final Type type() {
        return type;
    }
}
