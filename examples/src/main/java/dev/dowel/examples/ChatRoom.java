package dev.dowel.examples;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A room with a history that only users with a token enter. Confined to the actor's turn. */
@ActorType(value = "chatRoom", connectionParams = ChatRoom.Login.class)
public final class ChatRoom extends Actor<ChatRoom.State> {

    /** What somebody said. */
    public record Message(String from, String text, Instant at) {}

    /** What callers connect with. */
    public record Login(String token) {}

    /** Who a connection belongs to. */
    public record Member(String name) {}

    /** What is kept on disk: the latest messages. */
    public record State(List<Message> log) {

        /** So many fit into one answer of {@code history}, whatever their texts. */
        private static final int LONGEST = 300;

        State plus(Message message) {
            List<Message> longer = new ArrayList<>(log);
            longer.add(message);
            return new State(List.copyOf(longer.subList(Math.max(0, longer.size() - LONGEST), longer.size())));
        }
    }

    /** Somebody said something. */
    public static final Event<Message> MESSAGE = Event.of("message", Message.class);

    private static final int LONGEST_TEXT = 500;

    private final Tokens tokens;

    /** Creates the actor's object, for one activation. */
    public ChatRoom(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of());
    }

    @Override
    protected Object createConnectionState(ConnectRequest request) {
        if (!request.hasParams()) {
            throw new UserError("no_token", "Connect with {\"token\": \"…\"}.");
        }
        return new Member(tokens.verify(request.params(Login.class).token()));
    }

    /** Says something in the name of the connection's user. */
    @Action(errorCodes = {"empty_message", "long_message"})
    public Message post(String text) {
        if (text.isBlank()) {
            throw new UserError("empty_message", "Say something.");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new UserError("long_message", "Say it in " + LONGEST_TEXT + " characters.");
        }
        Message message = new Message(connection().state(Member.class).name(), text, now());
        update(state -> state.plus(message));
        broadcast(MESSAGE, message);
        return message;
    }

    /** Returns the name of the connection's user. */
    @ReadOnly
    @Action
    public String whoAmI() {
        return connection().state(Member.class).name();
    }

    /** Returns the latest messages, oldest first. */
    @ReadOnly
    @Action
    public List<Message> history() {
        return state().log();
    }
}
