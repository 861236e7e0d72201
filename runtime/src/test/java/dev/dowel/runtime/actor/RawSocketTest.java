package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.RawInlet;
import dev.dowel.runtime.RawOutlet;
import dev.dowel.runtime.Target;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an actor makes of raw WebSockets. */
class RawSocketTest {

    private final RawActors actors = new RawActors();
    private final Stage stage = actors.stage;
    private final List<String> log = actors.log;

    private final class Socket implements RawOutlet {
        final List<String> got = new ArrayList<>();
        final RawInlet inlet;

        Socket(String name, String query) {
            inlet = stage.runtime.webSocket(
                    new Target.GetOrCreate(Stage.address(name, "a"), null),
                    Stage.caller(null),
                    RawActors.request("GET", "/websocket/x", query, InputStream.nullInputStream()),
                    this);
            stage.machine.settle();
        }

        void send(String text) {
            inlet.text(text);
            stage.machine.settle();
        }

        @Override
        public void handled() {}

        @Override
        public void text(String text) {
            got.add(text);
        }

        @Override
        public void binary(byte[] bytes) {
            got.add("bytes " + bytes.length);
        }

        @Override
        public void close(int code, String reason) {
            got.add("close " + code + " " + reason);
        }

        @Override
        public void deny(ErrorBody error, @Nullable String traceId) {
            got.add("deny " + error.group() + "." + error.code());
        }
    }

    @Test
    void socketTalksToItsHandlers() {
        Socket socket = new Socket("raw", "");
        socket.send("a");
        socket.inlet.binary(new byte[3]);
        socket.send("close");
        assertThat(socket.got).containsExactly("welcome", "a1", "bytes 3", "close 4001 bye");
        socket.inlet.closed(4001, "bye");
        stage.machine.settle();
        assertThat(log).containsExactly("open restored=false /websocket/x", "closed 4001 bye");
    }

    @Test
    void messagesToAnActorWithoutAHandlerAreDropped() {
        Socket socket = new Socket("plain", "");
        socket.send("a");
        assertThat(socket.inlet.pending()).isZero();
        assertThat(socket.got).isEmpty();
    }

    @Test
    void whatArrivesAtARestoredSocketWaitsUntilItsHandlersAreSet() {
        Socket socket = new Socket("slow", "");
        stage.machine.advance(Duration.ofSeconds(2));
        socket.send("wakes");
        socket.send("waits");
        socket.inlet.closed(1000, "");
        stage.machine.settle();
        assertThat(socket.inlet.pending()).isEqualTo(2);
        assertThat(log).isEmpty();
        stage.machine.advance(Duration.ofMillis(100));
        assertThat(socket.inlet.pending()).isZero();
        assertThat(log).containsExactly("message", "message", "closed");
    }

    @Test
    void refusedSocketIsDenied() {
        assertThat(new Socket("raw", "refuse").got).containsExactly("deny user.refused");
    }

    @Test
    void messageThatFailsSendsNothingAndClosesTheSocket() {
        Socket socket = new Socket("raw", "");
        socket.send("fail");
        assertThat(socket.got).containsExactly("welcome", "close 1011 rivetkit.internal_error");
        assertThat(stage.call("raw", "a", "get").asLong()).isZero();
    }

    @Test
    void openSocketKeepsTheActorAwakeAndIsClosedWhenItSleeps() {
        Socket socket = new Socket("raw", "");
        stage.machine.advance(Duration.ofSeconds(5));
        assertThat(log).doesNotContain("sleep");
        String id = stage.await(stage.runtime.find(Stage.address("raw", "a")))
                .orElseThrow()
                .actorId();
        stage.await(stage.runtime.sleep("default", id));
        assertThat(socket.got).endsWith("close 1000 actor.stopped");
    }

    @Test
    void whatOnSleepSendsLeavesBeforeTheSocketCloses() {
        Socket socket = new Socket("polite", "");
        String id = stage.await(stage.runtime.find(Stage.address("polite", "a")))
                .orElseThrow()
                .actorId();
        stage.await(stage.runtime.sleep("default", id));
        assertThat(socket.got).containsExactly("good night 1", "close 1000 actor.stopped");
    }

    @Test
    void hibernatingSocketStaysOpenAndItsMessagesWakeTheActor() {
        Socket socket = new Socket("hibernating", "");
        socket.send("a");
        stage.machine.advance(Duration.ofSeconds(1));
        assertThat(log).endsWith("sleep");
        socket.send("b");
        assertThat(socket.got).containsExactly("welcome", "a1", "welcome", "b2");
        assertThat(log).endsWith("open restored=true /websocket/x");
        stage.machine.advance(Duration.ofSeconds(1));
        socket.inlet.closed(1000, "");
        stage.machine.settle();
        assertThat(log).endsWith("closed 1000 ");
    }
}
