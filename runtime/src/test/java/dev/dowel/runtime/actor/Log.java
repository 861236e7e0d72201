package dev.dowel.runtime.actor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What a runtime tells its operator: warnings and errors. Test's thread only. */
final class Log {

    private Log() {}

    /** What is logged while something runs. */
    static String during(Runnable task) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(UTF_8);
    }
}
