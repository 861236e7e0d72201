package dev.dowel.examples;

import dev.dowel.UserError;
import java.util.Map;

/**
 * The tokens the chat room accepts, and whose they are. Immutable.
 *
 * @param users user names by token
 */
public record Tokens(Map<String, String> users) {

    /** What the demo knows. A real application would verify signatures instead. */
    public static final Tokens DEMO = new Tokens(Map.of("alice-token", "alice", "bob-token", "bob"));

    public Tokens {
        users = Map.copyOf(users);
    }

    /**
     * The user a token belongs to.
     *
     * @throws UserError {@code user.unknown_token}
     */
    public String verify(String token) {
        String user = users.get(token);
        if (user == null) {
            throw new UserError("unknown_token", "This token opens no door here.");
        }
        return user;
    }

    @Override
    public String toString() {
        return "Tokens[" + users.size() + "]";
    }
}
