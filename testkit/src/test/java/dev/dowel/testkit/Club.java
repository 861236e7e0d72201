package dev.dowel.testkit;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.UserError;
import java.util.List;
import java.util.stream.Stream;

/** Lets in who has a card, or comes with a header that says so. Confined to the actor's turn. */
@ActorType("club")
@ActorOptions(sleepTimeoutMillis = 10_000)
final class Club extends Actor<Club.Guests> {

    record Card(String name) {}

    record Guests(List<String> log) {
        Guests plus(String line) {
            return new Guests(Stream.concat(log.stream(), Stream.of(line)).toList());
        }
    }

    static final Event<String> SAID = Event.of("said", String.class);
    static final Event<Integer> WRONG = Event.of("wrong", Integer.class);
    static final Event<String> SECRET = Event.of("secret", String.class);

    @Override
    protected Guests createState(CreateRequest request) {
        return new Guests(List.of());
    }

    @Override
    protected Object createConnectionState(ConnectRequest request) {
        if (request.hasParams()) {
            return request.params(Card.class);
        }
        return new Card(request.header("x-member")
                .orElseThrow(() -> new UserError("no_card", "Members only.", List.of("show a card"))));
    }

    @Override
    protected void onConnect(Connection connection) {
        update(guests -> guests.plus("+" + connection.state(Card.class).name()));
    }

    @Override
    protected void onDisconnect(Connection connection) {
        update(guests -> guests.plus("-" + connection.state(Card.class).name()));
    }

    @Override
    protected boolean canSubscribe(Connection connection, String event) {
        return !event.equals("secret");
    }

    @Action
    public String say(String text) {
        String said = connection().state(Card.class).name() + ": " + text;
        broadcast(SAID, said);
        broadcast("wrong", "not a number");
        if (text.isBlank()) {
            throw new UserError("blank", "Say something.");
        }
        return said;
    }

    @Action
    public void whisper(String text) {
        connection().send(SAID, text);
    }

    @Action
    public void leave() {
        connection().disconnect("bye");
    }
}
