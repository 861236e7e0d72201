package dev.dowel.attacks.kill;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import java.util.List;

/**
 * Writes down what comes over raw sockets that stay open while it sleeps, and answers each message with its number. Confined to the
 * actor's turn.
 */
@ActorType("line")
@ActorOptions(sleepTimeoutMillis = 40, canHibernateWebSocket = true)
final class Line extends Actor<Line.State> {

    /** How many messages there were, and how often a sleeping socket's actor woke. */
    record State(long last, long restored) {}

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, 0);
    }

    @Override
    protected void onWebSocket(WebSocketSession session) {
        if (session.isRestored()) {
            update(state -> new State(state.last(), state.restored() + 1));
        }
        session.onMessage(message -> {
            if (message instanceof WebSocketMessage.Text text) {
                session.send(text.text() + "=" + write(text.text()));
            }
        });
    }

    private long write(String id) {
        long number =
                update(state -> new State(state.last() + 1, state.restored())).last();
        Entries.write(kv(), id, number);
        return number;
    }

    @ReadOnly
    @Action
    public State counts() {
        return state();
    }

    /** See {@link Entries#list}. */
    @ReadOnly
    @Action
    public List<String> entries(String after, int limit) {
        return Entries.list(kv(), after, limit);
    }
}
