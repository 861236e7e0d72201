package dev.dowel.examples;

/** Where the demo's clients find the server. Static. */
final class DemoEndpoint {

    private static final String DEFAULT = "http://localhost:6420";

    private DemoEndpoint() {}

    /** The first argument of a program, or the address the demo has by default. */
    static String of(String[] arguments) {
        return arguments.length == 0 ? DEFAULT : arguments[0];
    }
}
