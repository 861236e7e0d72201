package dev.dowel.server;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a server that come from environment variables. Immutable. Names follow the reference system where it has
 * the setting and begin with {@code DOWEL_} otherwise; {@code docs/server.md} lists them. An empty variable counts as not
 * set.
 */
public final class ServerEnvironment {

    static final String HOST = "DOWEL_HOST";
    static final String PORT = "DOWEL_PORT";
    static final String DATA_DIR = "DOWEL_DATA_DIR";
    static final String CORS_ORIGINS = "DOWEL_CORS_ORIGINS";
    static final String TOKEN = "RIVET_TOKEN";
    static final String VERSION = "RIVET_RUNNER_VERSION";
    static final String EXPOSE_ERRORS = "RIVET_EXPOSE_ERRORS";
    static final String LOG_LEVEL = "RIVET_LOG_LEVEL";

    private static final String PREFIX = "DOWEL_";
    private static final List<String> OWN_NAMES = List.of(HOST, PORT, DATA_DIR, CORS_ORIGINS);
    private static final List<String> LOG_LEVELS = List.of("trace", "debug", "info", "warn", "error", "off");
    private static final int GREATEST_PORT = 65_535;

    private final Map<String, String> variables;

    private ServerEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * Reads variables, usually {@link System#getenv()}.
     *
     * @throws ServerStartException if a name beginning with {@code DOWEL_} does not exist, or a value is wrong
     */
    public static ServerEnvironment of(Map<String, String> variables) {
        variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !OWN_NAMES.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new ServerStartException(
                            "There is no setting " + name + ". Did you mean " + closest(name) + "? There are "
                                    + String.join(", ", OWN_NAMES) + ".",
                            null);
                });
        ServerEnvironment environment = new ServerEnvironment(variables);
        environment.port();
        environment.version();
        environment.exposeErrors();
        environment.logLevel();
        environment.cors();
        return environment;
    }

    /** No settings. */
    static ServerEnvironment none() {
        return new ServerEnvironment(Map.of());
    }

    private static String closest(String name) {
        return OWN_NAMES.stream()
                .min(Comparator.comparingInt(known -> known.startsWith(name) ? 0 : distance(name, known)))
                .orElseThrow();
    }

    /** Levenshtein's: single characters inserted, removed or replaced. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }

    /** {@code DOWEL_HOST}: the address to listen on. */
    public Optional<String> host() {
        return text(HOST);
    }

    /** {@code DOWEL_PORT}: the port to listen on, 0 for any. */
    public OptionalInt port() {
        return number(PORT, GREATEST_PORT);
    }

    /** {@code DOWEL_DATA_DIR}: where the embedded store keeps its data. */
    public Optional<String> dataDirectory() {
        return text(DATA_DIR);
    }

    /** {@code DOWEL_CORS_ORIGINS}: the origins whose pages may call, separated by commas, or {@code *}. */
    public Optional<Cors> cors() {
        return text(CORS_ORIGINS).map(ServerEnvironment::cors);
    }

    private static Cors cors(String origins) {
        if (origins.equals("*")) {
            return Cors.any();
        }
        try {
            return Cors.allow(
                    Arrays.stream(origins.split(",")).map(String::trim).toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new ServerStartException(CORS_ORIGINS + ": " + e.getMessage(), e);
        }
    }

    /** {@code RIVET_TOKEN}: what the management API asks for. */
    public Optional<String> adminToken() {
        return text(TOKEN);
    }

    /** {@code RIVET_RUNNER_VERSION}: the version of the actors' code. */
    public OptionalInt version() {
        return number(VERSION, Integer.MAX_VALUE);
    }

    /** {@code RIVET_EXPOSE_ERRORS}: whether callers are told what internal errors were; {@code 1} or {@code true} if so. */
    public Optional<Boolean> exposeErrors() {
        return text(EXPOSE_ERRORS).map(value -> switch (value.trim().toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default ->
                throw new ServerStartException(
                        EXPOSE_ERRORS + " is \"" + value + "\". It must be 1, true, 0 or false.", null);
        });
    }

    /**
     * {@code RIVET_LOG_LEVEL}: what is logged: {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code error} or
     * {@code off}, which may also be called {@code silent}. {@code Dowel} sets it; whoever builds a server sees to the log.
     */
    public Optional<String> logLevel() {
        return text(LOG_LEVEL).map(value -> {
            String level = value.trim().toLowerCase(Locale.ROOT);
            String known = level.equals("silent") ? "off" : level;
            if (!LOG_LEVELS.contains(known)) {
                throw new ServerStartException(
                        LOG_LEVEL + " is \"" + value + "\". It must be one of " + String.join(", ", LOG_LEVELS) + ".",
                        null);
            }
            return known;
        });
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    private OptionalInt number(String name, int greatest) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int value = Integer.parseInt(text.get().trim());
            if (value >= 0 && value <= greatest) {
                return OptionalInt.of(value);
            }
        } catch (NumberFormatException e) {
            // Falls through: not a number is no better than a number out of range.
        }
        throw new ServerStartException(
                name + " is \"" + text.get() + "\". It must be a number from 0 to " + greatest + ".", null);
    }

    /** Says nothing of the values, some of which are secrets. */
    @Override
    public String toString() {
        return "ServerEnvironment";
    }
}
