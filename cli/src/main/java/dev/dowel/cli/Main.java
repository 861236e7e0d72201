package dev.dowel.cli;

/** Runs the command and ends the process with its exit code. Main thread only. */
public final class Main {

    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Main() {}

    /**
     * Runs one command.
     *
     * @param arguments as {@code dowel --help} explains
     */
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "error"); // what goes wrong is told by the command itself
        }
        System.exit(DowelCommand.commandLine().execute(arguments));
    }
}
