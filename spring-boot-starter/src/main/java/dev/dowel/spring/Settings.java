package dev.dowel.spring;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands properties on to builders, and names the property when a builder refuses it. Static; thread safe. */
final class Settings {

    private Settings() {}

    /**
     * Hands a property on if it is given.
     *
     * @throws SettingException if its value cannot be used
     */
    static <T> void apply(String property, @Nullable T value, Consumer<T> setting) {
        if (value != null) {
            try {
                setting.accept(value);
            } catch (IllegalArgumentException e) {
                throw new SettingException(property, e);
            }
        }
    }

    /** An empty text is one that was left open, as in {@code ${RIVET_TOKEN:}}. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
