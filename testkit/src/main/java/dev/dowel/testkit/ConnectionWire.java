package dev.dowel.testkit;

import dev.dowel.ActorError;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.ServerMessage;
import dev.dowel.runtime.Inlet;
import dev.dowel.runtime.Outlet;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gateway's end of a connection that has no socket. Test's thread only. */
final class ConnectionWire implements Outlet, ServerLife.Waiting {

    private record Question(TestFuture<?> future, Consumer<RawValue> answer) {}

    private final ServerLife life;
    private final Map<Long, Question> open = new LinkedHashMap<>();
    private final Map<String, List<Consumer<RawValue>>> listeners = new HashMap<>();
    private @Nullable Inlet inlet;
    private @Nullable String connectionId;
    private @Nullable ActorError refusal;
    private @Nullable String end;
    private long asked;

    private ConnectionWire(ServerLife life) {
        this.life = life;
    }

    /** Asks an actor for a connection. */
    static ConnectionWire open(ServerLife life, TestActor<?> actor) {
        ConnectionWire wire = new ConnectionWire(life);
        life.waits(wire);
        wire.inlet = life.runtime().connect(actor.target(), actor.credentials().caller("GET", "/connect"), wire);
        return wire;
    }

    /** Whether the actor has accepted or refused, or will never say. */
    boolean isDecided() {
        return connectionId != null || end != null;
    }

    /** Its id, or null if it was not accepted. */
    @Nullable
    String connectionId() {
        return connectionId;
    }

    /** What the actor refused it with, or null. */
    @Nullable
    ActorError refusal() {
        return refusal;
    }

    /** How it ended, or null while it is open. */
    @Nullable
    String end() {
        return end;
    }

    /** Calls an action. */
    <R extends @Nullable Object> void action(String name, RawValue arguments, Type returnType, TestFuture<R> future) {
        long id = asked++;
        open.put(id, new Question(future, output -> ActionAnswer.complete(future, output, returnType)));
        inlet().action(id, name, arguments);
    }

    /** Gives the arguments of each event of a name to somebody, from now on. */
    void listen(String event, Consumer<RawValue> listener) {
        List<Consumer<RawValue>> known = listeners.computeIfAbsent(event, name -> new ArrayList<>());
        known.add(listener);
        if (known.size() == 1) {
            inlet().subscription(event, true);
        }
    }

    /** Ends it from the caller's side. */
    void close() {
        if (end == null) {
            end("it was closed by the test");
            inlet().closed();
        }
    }

    private Inlet inlet() {
        Inlet known = inlet;
        if (known == null) {
            throw new IllegalStateException("The connection is not open.");
        }
        return known;
    }

    private void end(String how) {
        end = how;
        life.serves(this);
        open.values()
                .forEach(question ->
                        question.future().completeExceptionally(CallErrors.lost("The connection ended (" + how + ")")));
        open.clear();
    }

    @Override
    public void send(byte[] frame) {
        if (end != null || life.isDead()) {
            return;
        }
        switch (ConnectionFrames.readServer(Credentials.ENCODING, frame)) {
            case ServerMessage.Init init -> connectionId = init.connectionId();
            case ServerMessage.Event event ->
                listeners.getOrDefault(event.name(), List.of()).forEach(listener -> listener.accept(event.args()));
            case ServerMessage.ActionResponse response -> {
                Question question = open.remove(response.id());
                if (question != null) {
                    question.answer().accept(response.output());
                }
            }
            case ServerMessage.Failure failure -> {
                Question question = failure.actionId() == null ? null : open.remove(failure.actionId());
                if (question != null) {
                    question.future().completeExceptionally(CallErrors.reported(failure.error(), null));
                }
            }
        }
    }

    @Override
    public void close(int code, String reason) {
        if (end == null && !life.isDead()) {
            end("closed by the actor with " + code + (reason.isEmpty() ? "" : " " + reason));
            life.machine().add(() -> inlet().closed());
        }
    }

    @Override
    public void deny(ErrorBody error, @Nullable String traceId) {
        if (end == null && !life.isDead()) {
            refusal = CallErrors.reported(error, traceId);
            end("refused with " + error.group() + "." + error.code());
        }
    }

    @Override
    public void lost(String how) {
        if (end == null) {
            end(how);
        }
    }
}
