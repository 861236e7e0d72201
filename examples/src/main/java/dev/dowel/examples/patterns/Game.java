package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import java.util.Map;
import java.util.TreeMap;

/** The data of one game; see {@link Lobby}. Confined to the actor's turn. */
@ActorType("game")
public final class Game extends Actor<Game.State> {

    /** What a lobby creates a game with. */
    public record Setup(String title) {}

    /** The scores by player. */
    public record State(String title, Map<String, Integer> scores) {

        State plus(String player, int points) {
            Map<String, Integer> sum = new TreeMap<>(scores);
            sum.merge(player, points, Integer::sum);
            return new State(title, Map.copyOf(sum));
        }
    }

    @Override
    protected State createState(CreateRequest request) {
        String title = request.hasInput() ? request.input(Setup.class).title() : "a game without a lobby";
        return new State(title, Map.of());
    }

    /** Adds to a player's points and returns the sum. */
    @Action
    public int score(String player, int points) {
        return update(game -> game.plus(player, points)).scores().getOrDefault(player, 0);
    }

    /** What the game is called. */
    @ReadOnly
    @Action
    public String title() {
        return state().title();
    }

    /** For lobbies. */
    @Action(internal = true)
    public void end() {
        destroy();
    }
}
