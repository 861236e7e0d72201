package dev.dowel.embedded;

import java.util.Arrays;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sets what is logged, as far as that is up to a server: SLF4J leaves it to whatever writes the log. Static; called before
 * anything else, because loggers ask once.
 */
final class LogLevel {

    /** Of slf4j-simple; others take no notice. */
    private static final String PROPERTY = "org.slf4j.simpleLogger.defaultLogLevel";

    private static final String OFF = "off";

    private LogLevel() {}

    /**
     * Sets the level, unless the application did. Says so in the log if that has no effect.
     *
     * @param level a name of SLF4J's in lower case, or {@code off}
     */
    static void set(String level) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, level);
        }
        Logger log = LoggerFactory.getLogger(Dowel.class);
        if (!isLevelOf(log, level)) {
            log.warn(
                    "RIVET_LOG_LEVEL={} has no effect: the log is written by {}, which has its own configuration. Set the level "
                            + "of dev.dowel there.",
                    level,
                    LoggerFactory.getILoggerFactory().getClass().getName());
        }
    }

    private static boolean isLevelOf(Logger log, String name) {
        if (name.equals(OFF)) {
            return !log.isErrorEnabled();
        }
        Level wanted = Level.valueOf(name.toUpperCase(Locale.ROOT));
        return Arrays.stream(Level.values())
                .allMatch(level -> log.isEnabledForLevel(level) == (level.toInt() >= wanted.toInt()));
    }
}
