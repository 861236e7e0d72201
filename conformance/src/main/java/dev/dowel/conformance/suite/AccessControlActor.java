package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.ReadOnly;
import dev.dowel.WebSocketSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets some callers in, and lets them hear some events and fill some queues. Confined to the actor's turn. */
@ActorType("accessControlActor")
final class AccessControlActor extends Actor<AccessControlActor.State> {

    record State(String lastCanSubscribeConnId, String lastCanPublishConnId) {

        State subscribed(String connectionId) {
            return new State(connectionId, lastCanPublishConnId);
        }

        State published(String connectionId) {
            return new State(lastCanSubscribeConnId, connectionId);
        }
    }

    /** What callers say about themselves. */
    record Permit(@Nullable Boolean allowRequest, @Nullable Boolean allowWebSocket) {

        boolean isDenied() {
            return Boolean.FALSE.equals(allowRequest) || Boolean.FALSE.equals(allowWebSocket);
        }
    }

    /** The payload of its events and queues. */
    record Note(String value) {}

    static final Event<Note> ALLOWED = Event.of("allowedEvent", Note.class);
    static final Event<Note> BLOCKED = Event.of("blockedEvent", Note.class);
    static final Queue<Note, @Nullable Void> OPEN = Queue.of("allowedQueue", Note.class);
    static final Queue<Note, @Nullable Void> CLOSED = Queue.of("blockedQueue", Note.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State("", "");
    }

    @Override
    protected void onBeforeConnect(ConnectRequest request) {
        if (request.hasParams() && request.params(Permit.class).isDenied()) {
            throw new ActorError("auth", "forbidden", "Not with this permit.", null);
        }
    }

    @Override
    protected boolean canSubscribe(Connection connection, String event) {
        if (event.equals(ALLOWED.name()) || event.equals(BLOCKED.name())) {
            update(state -> state.subscribed(connection.id()));
        }
        return !event.equals(BLOCKED.name());
    }

    @Override
    protected boolean canPublish(Connection connection, String queue) {
        if (queue.equals(OPEN.name()) || queue.equals(CLOSED.name())) {
            update(state -> state.published(connection.id()));
        }
        return !queue.equals(CLOSED.name());
    }

    @Override
    protected HttpResponse onRequest(HttpRequest request) {
        return request.path().equals("/status") ? HttpResponse.json(Map.of("ok", true)) : HttpResponse.status(404);
    }

    @Override
    protected void onWebSocket(WebSocketSession session) {
        session.send("{\"type\":\"welcome\"}");
    }

    @ReadOnly
    @Action
    public String allowedAction(String value) {
        return "allowed:" + value;
    }

    @ReadOnly
    @Action
    public String allowedGetLastCanSubscribeConnId() {
        return state().lastCanSubscribeConnId();
    }

    @ReadOnly
    @Action
    public String allowedGetLastCanPublishConnId() {
        return state().lastCanPublishConnId();
    }

    @Action
    public @Nullable Note allowedReceiveQueue() {
        return queue(OPEN).tryNext().map(QueueMessage::body).orElse(null);
    }

    @Action
    public @Nullable Object allowedReceiveAnyQueue() {
        return queues().tryNext().map(QueueMessage::body).orElse(null);
    }

    @Action
    public void allowedBroadcastAllowedEvent(String value) {
        broadcast(ALLOWED, new Note(value));
    }

    @Action
    public void allowedBroadcastBlockedEvent(String value) {
        broadcast(BLOCKED, new Note(value));
    }

    /** An event that no constant declares. */
    @Action
    public void allowedBroadcastUndefinedEvent(String value) {
        broadcast("undefinedEvent", new Note(value));
    }
}
