package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import java.util.List;
import java.util.stream.Stream;

/**
 * Coordinator and data: one lobby knows which games there are, every game keeps its own data. The lobby is asked rarely, the
 * games do the work. Confined to the actor's turn.
 */
@ActorType("lobby")
public final class Lobby extends Actor<Lobby.State> {

    /** The names of the games. */
    public record State(List<String> games) {

        State plus(String name) {
            return new State(Stream.concat(games.stream(), Stream.of(name)).toList());
        }

        State without(String name) {
            return new State(games.stream().filter(game -> !game.equals(name)).toList());
        }
    }

    /** The games changed. */
    public static final Event<State> GAMES = Event.of("games", State.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of());
    }

    /** Opens a game and returns its id; its title is the input the new actor is created with. */
    @Action
    public String open(String name, String title) {
        client().create(Game.class, List.of(key().get(0), name), new Game.Setup(title));
        broadcast(GAMES, update(lobby -> lobby.plus(name)));
        return client().resolve(Game.class, key().get(0), name);
    }

    /** Closes a game. It is destroyed after this turn's commit. */
    @Action
    public void close(String name) {
        actor(Game.class, key().get(0), name).send(Game::end);
        broadcast(GAMES, update(lobby -> lobby.without(name)));
    }

    /** The names of the games. */
    @ReadOnly
    @Action
    public List<String> games() {
        return state().games();
    }
}
