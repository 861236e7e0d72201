package dev.dowel.examples;

/** Where the demo's clients find the server. Static. */
final class DemoEndpoint {

    /** The variable that the published clients read too. */
    static final String VARIABLE = "RIVET_ENDPOINT";

    private static final String DEFAULT = "http://localhost:6420";

    private DemoEndpoint() {}

    /** The first argument of a program, or what the environment says, or the address the demo has by default. */
    static String of(String[] arguments) {
        return arguments.length > 0 ? arguments[0] : System.getenv().getOrDefault(VARIABLE, DEFAULT);
    }

    /** The line that tells a shell where the demo is, if clients would not find it by themselves. */
    static String export(int port) {
        return DEFAULT.endsWith(":" + port) ? "" : "\n  export " + VARIABLE + "=http://localhost:" + port;
    }
}
