package dev.dowel.server;

import static dev.dowel.server.TestServer.action;
import static dev.dowel.server.TestServer.connectPath;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.CreateRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests for actors that start or stop, as clients see them (protocol 2.6). */
@Timeout(60)
class ReadyTest {

    /** What the actor and the test share. */
    static final class Script {
        final CountDownLatch mayWake = new CountDownLatch(1);
        final CountDownLatch mayConnect = new CountDownLatch(1);
        final Semaphore sleeps = new Semaphore(0);
        final CountDownLatch maySleep = new CountDownLatch(1);
        final AtomicInteger calls = new AtomicInteger();
    }

    /** Takes its time for everything if its key says so. */
    @ActorType("late")
    @ActorOptions(hookTimeoutMillis = 60_000, sleepGracePeriodMillis = 60_000)
    static final class Late extends Actor<Long> {

        private final Script script;

        Late(Script script) {
            this.script = script;
        }

        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Override
        protected void onWake() throws InterruptedException {
            if (key().get(0).equals("wakes")) {
                script.mayWake.await();
            }
        }

        @Override
        protected void onBeforeConnect(ConnectRequest request) throws InterruptedException {
            if (key().get(0).equals("connects")) {
                script.mayConnect.await();
            }
        }

        @Override
        protected void onSleep() throws Exception {
            script.sleeps.release();
            await(() -> script.maySleep.await(30, TimeUnit.SECONDS));
        }

        @Action
        public int call() {
            return script.calls.incrementAndGet();
        }
    }

    private final Script script = new Script();
    private final TestServer server = new TestServer(builder -> builder.actor(Late.class, () -> new Late(script))
            .limits(TestServer.limits()
                    .firstDenial(Duration.ofMillis(20))
                    .readyTime(Duration.ofSeconds(1))
                    .socketOpenTime(Duration.ofSeconds(1))
                    .build()));

    @AfterEach
    void end() {
        script.mayWake.countDown();
        script.mayConnect.countDown();
        script.maySleep.countDown();
        server.close();
    }

    @Test
    void callsAndSocketsDoNotWaitForeverForAnActorThatStarts() {
        try (HttpPeer peer = server.connect();
                SocketPeer socket = server.socket(connectPath("late", "wakes")).open();
                SocketPeer raw = server.socket("/gateway/late/websocket?" + TestServer.getOrCreate("wakes"))
                        .open()) {
            HttpPeer.Answer answer = peer.post(action("late", "wakes", "call"), "{}");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("x-rivet-error")).isEqualTo("guard.actor_ready_timeout");
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 guard.actor_ready_timeout");
            assertThat(raw.closeFrame().toString()).isEqualTo("close 1011 guard.actor_ready_timeout");
            assertThat(peer.get("/gateway/late/request?" + TestServer.getOrCreate("wakes"))
                            .header("x-rivet-error"))
                    .isEqualTo("guard.actor_ready_timeout");
            HttpPeer.Answer made =
                    peer.request("PUT", "/actors", "{\"name\":\"late\",\"key\":\"wakes\"}".getBytes(US_ASCII));
            assertThat(made.header("x-rivet-error")).isEqualTo("guard.actor_ready_timeout");
            script.mayWake.countDown();
            assertThat(peer.post(action("late", "wakes", "call"), "{}").text()).isEqualTo("{\"output\":1}");
        }
    }

    @Test
    void aSocketWhoseHooksTakeTooLongIsRefused() {
        try (SocketPeer socket = server.socket(connectPath("late", "connects")).open()) {
            assertThat(socket.closeFrame().toString()).isEqualTo("close 1011 guard.websocket_open_timeout");
        }
    }

    @Test
    void whoDeclinesToWaitReachesTheActorThatGoesToSleep() throws InterruptedException {
        try (HttpPeer peer = server.connect();
                HttpPeer manager = server.connect()) {
            String id = peer.post(action("late", "k", "call"), "{}").header("x-rivet-actor");
            manager.send("POST /actors/" + id + "/sleep HTTP/1.1\r\nhost: t\r\ncontent-length: 2\r\n\r\n{}");
            script.sleeps.acquire();
            assertThat(peer.post("/gateway/" + id + "/action/call", "{}").header("x-rivet-error"))
                    .isEqualTo("guard.actor_ready_timeout");
            assertThat(peer.post("/gateway/" + id + "/action/call", "{}", "x-rivet-skip-ready-wait: 1")
                            .text())
                    .isEqualTo("{\"output\":2}");
            assertThat(peer.post(action("late", "k", "call") + "&rvt-skip-ready-wait=true", "{}")
                            .text())
                    .isEqualTo("{\"output\":3}");
            try (SocketPeer socket = server.socket("/connect")
                    .protocol("rivet_target.actor")
                    .protocol("rivet_actor." + id)
                    .protocol("rivet_skip_ready_wait")
                    .connect()) {
                socket.call(0, "call");
                assertThat(SocketPeer.output(socket.message())).isEqualTo(4L);
                script.maySleep.countDown();
                assertThat(manager.read().status()).isEqualTo(200);
                socket.call(1, "call");
                assertThat(SocketPeer.output(socket.message())).isEqualTo(5L);
            }
        }
    }

    @Test
    void reloadingSaysThatThereIsNothingToReload() {
        try (HttpPeer peer = server.connect()) {
            HttpPeer.Answer answer =
                    peer.request("PUT", "/gateway/late/dynamic/reload?" + TestServer.getOrCreate("k"), new byte[0]);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("x-rivet-error")).isEqualTo("actor.not_found");
            assertThat(answer.text()).contains("nothing can be reloaded");
        }
    }
}
