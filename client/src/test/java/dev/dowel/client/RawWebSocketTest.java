package dev.dowel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dowel.ActorError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a raw WebSocket on scripted sockets, in virtual time (protocol 5). */
class RawWebSocketTest {

    private final TestClient test = TestClient.forConnections();
    private final List<String> heard = new ArrayList<>();
    private final RawWebSocket socket = open(test, "game?level=2&name=a b");

    private RawWebSocket open(TestClient client, String path) {
        return client.client.actor(Counter.class, "a").withParams("me").webSocket(path, new RawWebSocketListener() {
            @Override
            public void onOpen(RawWebSocket opened) {
                heard.add("open");
            }

            @Override
            public void onText(RawWebSocket from, String text) {
                heard.add("text " + text);
                if (text.equals("throw")) {
                    throw new IllegalStateException("of a listener");
                }
            }

            @Override
            public void onBinary(RawWebSocket from, byte[] bytes) {
                heard.add("binary " + bytes.length);
            }

            @Override
            public void onClose(RawWebSocket closed, int code, String reason) {
                heard.add("closed " + code + " " + reason);
            }

            @Override
            public void onError(RawWebSocket lost, ActorError error) {
                heard.add("error " + error.code());
            }
        });
    }

    private ScriptedSockets.Fake server() {
        return test.sockets.last();
    }

    private void receive(String text) {
        server().events.message(text.getBytes(StandardCharsets.UTF_8), true);
    }

    private static String codeOf(RawWebSocket closed) {
        return catchThrowableOfType(ActorError.class, () -> closed.send("late")).code();
    }

    @Test
    void itAsksForThePathBelowTheActorWithItsOwnQueryFirst() {
        assertThat(server().request.uri())
                .hasToString("ws://server:6420/base/gateway/counter/websocket/game?level=2&name=a%20b"
                        + "&rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=a"
                        + "&rvt-crash-policy=sleep");
        assertThat(server().request.subprotocols())
                .containsExactly("rivet", "rivet_encoding.bare", "rivet_conn_params.%22me%22");
    }

    @Test
    void whatIsSentEarlyWaitsAndEverythingKeepsItsKindAndOrder() {
        socket.send("first");
        socket.send(new byte[] {'2'});
        assertThat(server().sent).isEmpty();
        assertThat(socket.isOpen()).isFalse();
        server().events.opened();
        socket.send("third");
        assertThat(server().sent).containsExactly("text first", "binary 2", "text third");
        assertThat(socket.isOpen()).isTrue();
        assertThat(heard).containsExactly("open");
    }

    @Test
    void messagesArriveWithTheirKindAndAnExceptionOfTheListenerCostsNothing() {
        server().events.opened();
        receive("throw");
        server().events.message(new byte[3], false);
        receive("é");
        assertThat(heard).containsExactly("open", "text throw", "binary 3", "text é");
        assertThat(server().requested).isEqualTo(4);
    }

    @Test
    void theNextMessageIsAskedForWhenTheListenerIsDoneWithTheOneBefore() {
        var held = new ArrayDeque<Runnable>();
        var slow = new TestClient(ScriptedSockets.ENCODING, held::add, null);
        assertThat(open(slow, "").isOpen()).isFalse();
        ScriptedSockets.Fake far = slow.sockets.last();
        far.events.opened();
        far.events.message(new byte[1], false);
        assertThat(far.requested).isEqualTo(1);

        // Nothing is read meanwhile, so the server's silence means nothing.
        slow.timers.advance(ClientLimits.HEARTBEAT.multipliedBy(10));
        assertThat(far.aborted).isFalse();

        held.remove().run();
        assertThat(far.requested).isEqualTo(2);
        assertThat(heard).containsExactly("open", "binary 1");
    }

    @Test
    void theServersCloseIsToldOnceWithCodeAndReason() {
        server().events.opened();
        server().events.closed(4001, "bye");
        server().events.closed(4002, "again");
        server().breakOff();
        assertThat(heard).containsExactly("open", "closed 4001 bye");
        assertThat(codeOf(socket)).isEqualTo("closed");
        socket.close();
        assertThat(test.timers.waiting()).isZero();
    }

    @Test
    void aRefusalIsACloseThatNamesTheError() {
        server().events.opened();
        server().close("user.nope");
        assertThat(heard).containsExactly("open", "closed 1011 user.nope");
    }

    @Test
    void closingWaitsForTheServersWord() {
        server().events.opened();
        socket.send("last");
        socket.close(4000, "mine");
        assertThat(server().closedWith).isEqualTo("4000 mine");
        assertThat(codeOf(socket)).isEqualTo("closed");
        receive("on its way");
        assertThat(heard).containsExactly("open");
        assertThat(server().requested).as("the goodbye may come after it").isEqualTo(2);
        server().events.closed(4000, "mine");
        assertThat(heard).containsExactly("open", "closed 4000 mine");
    }

    @Test
    void closingDoesNotWaitForeverAndEndsOnce() {
        server().events.opened();
        socket.close(4000, "mine");
        socket.close(4001, "twice");
        test.timers.advance(ClientLimits.CLOSE_WAIT);
        assertThat(heard).containsExactly("open", "closed 4000 mine");
        assertThat(server().aborted).isTrue();
    }

    @Test
    void closingBeforeItIsOpenOpensNothing() {
        socket.send("never");
        socket.close();
        assertThat(server().aborted).isTrue();
        server().events.opened();
        assertThat(server().sent).isEmpty();
        assertThat(heard).containsExactly("closed 1000 ");
    }

    @Test
    void aSocketThatIsLostSaysSoAndDoesNotComeBack() {
        server().events.opened();
        server().breakOff();
        assertThat(heard).containsExactly("open", "error connection_lost");
        test.timers.advance(Duration.ofDays(1));
        assertThat(test.sockets.opened).hasSize(1);
    }

    @Test
    void oneThatCannotBeOpenedSaysWhy() {
        server().refuse();
        RawWebSocket other = open(test, "");
        server().breakOff();
        RawWebSocket third = open(test, "");
        test.timers.advance(ClientLimits.OPEN_TIMEOUT);
        assertThat(heard)
                .containsExactly("error connection_failed", "error connection_failed", "error connection_failed");
        assertThat(codeOf(other)).isEqualTo("closed");
        assertThat(codeOf(third)).isEqualTo("closed");
    }

    @Test
    void aSourceOfParametersThatFailsIsAnError() {
        RawWebSocket never = test.client
                .actor(Counter.class, "a")
                .withParamsFrom(() -> {
                    throw new IllegalStateException("no token");
                })
                .webSocket("", new RawWebSocketListener() {
                    @Override
                    public void onError(RawWebSocket lost, ActorError error) {
                        heard.add(error.code());
                    }
                });
        assertThat(heard).containsExactly("get_params_failed");
        assertThat(never.isOpen()).isFalse();
        assertThat(test.sockets.opened).hasSize(1);
    }

    @Test
    void aSilentServerIsGivenUpAndOneThatAnswersProbesIsNot() {
        server().events.opened();
        for (int beat = 0; beat < 10; beat++) {
            test.timers.advance(ClientLimits.HEARTBEAT);
            server().events.heard();
        }
        assertThat(server().pings).isEqualTo(10);
        test.timers.advance(ClientLimits.HEARTBEAT.multipliedBy(2));
        assertThat(heard).containsExactly("open", "error connection_lost");
        assertThat(server().aborted).isTrue();
    }

    @Test
    void bytesThatAreNotWrittenAreBounded() {
        byte[] half = new byte[ClientLimits.CONNECTION_OUTBOUND_BYTES / 2];
        socket.send(half);
        socket.send(half);
        assertThatThrownBy(() -> socket.send("x"))
                .isInstanceOfSatisfying(
                        ActorError.class, e -> assertThat(e.code()).isEqualTo("overloaded"));
        server().events.opened();
        socket.send("x");
        server().unwritten = ClientLimits.CONNECTION_OUTBOUND_BYTES;
        assertThatThrownBy(() -> socket.send("x")).hasMessageContaining("not sent yet");
    }

    @Test
    void codesAndReasonsNoFrameCanCarryAreRefused() {
        for (int code : new int[] {0, 999, 1001, 1006, 1011, 2999, 5000}) {
            assertThatThrownBy(() -> socket.close(code, "")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> socket.close(1000, "é".repeat(62))).isInstanceOf(IllegalArgumentException.class);
        socket.close(1000, "é".repeat(61));
        assertThat(heard).hasSize(1);
    }

    @Test
    void closingTheClientClosesIt() {
        server().events.opened();
        server().events.closed(1000, "");
        RawWebSocket second = open(test, "");
        test.client.close();
        assertThat(heard).containsExactly("open", "closed 1000 ", "closed 1000 ");
        assertThat(second.isOpen()).isFalse();
        assertThatThrownBy(() -> open(test, "")).hasMessageContaining("client is closed");
    }
}
