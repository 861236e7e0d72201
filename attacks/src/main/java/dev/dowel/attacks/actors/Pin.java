package dev.dowel.attacks.actors;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.time.Duration;

/** Waits below the start of a class, where a virtual thread cannot give its carrier back. Stateless. */
final class Pin {

    /** How long each lasts. */
    static final Duration TIME = Duration.ofSeconds(20);

    private Pin() {}

    /** A class starts once: every pin is a copy of its own. */
    static void start() {
        String file = "/" + SlowClass.class.getName().replace('.', '/') + ".class";
        try (InputStream bytes = Pin.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalStateException("No " + file);
            }
            MethodHandles.lookup().defineHiddenClass(bytes.readAllBytes(), true);
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
