package dev.dowel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.UserError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CursorsTest {

    private static DowelServer server;
    private static DowelClient client;

    @BeforeAll
    static void start() {
        server = DowelServer.builder()
                .actor(Cursors.class)
                .store(new MemoryStore())
                .port(0)
                .build()
                .start();
        client = DowelClient.connect(server.endpoint());
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static <T> T next(BlockingQueue<T> heard) throws InterruptedException {
        T value = heard.poll(20, TimeUnit.SECONDS);
        assertThat(value).isNotNull();
        return value;
    }

    @Test
    void visitorsSeeWhereOthersPointUntilTheyLeave() throws InterruptedException {
        ClientActor<Cursors> page = client.actor(Cursors.class, "seen");
        BlockingQueue<Cursors.Pointer> moved = new LinkedBlockingQueue<>();
        BlockingQueue<String> left = new LinkedBlockingQueue<>();
        try (ActorConnection<Cursors> ann = page.connect(new Cursors.Visitor(" Ann "))) {
            ann.on(Cursors.MOVED, moved::add);
            ann.on(Cursors.LEFT, left::add);
            ann.ready().join();
            assertThat(ann.call(Cursors::everybody)).isEmpty();
            assertThat(ann.connectionId()).contains(ann.call(Cursors::whoAmI));
            ann.call(Cursors::moveTo, 0.5, 0.25);
            Cursors.Pointer pointer = new Cursors.Pointer(ann.connectionId().orElseThrow(), "Ann", 0.5, 0.25);
            assertThat(next(moved)).isEqualTo(pointer);

            String bobsId;
            try (ActorConnection<Cursors> bob = page.connect(new Cursors.Visitor("Bob"))) {
                assertThat(bob.call(Cursors::everybody)).containsExactly(pointer);
                bob.call(Cursors::moveTo, 1.5, -3.0);
                assertThat(next(moved))
                        .isEqualTo(new Cursors.Pointer(bob.connectionId().orElseThrow(), "Bob", 1, 0));
                bobsId = bob.connectionId().orElseThrow();
            }
            assertThat(next(left)).isEqualTo(bobsId);

            ann.call(Cursors::leave);
            assertThat(next(left)).isEqualTo(pointer.id());
            assertThat(ann.call(Cursors::everybody)).isEmpty();
        }
    }

    @Test
    void whoPointedNowhereLeavesWithoutAWord() throws InterruptedException {
        ClientActor<Cursors> page = client.actor(Cursors.class, "silent");
        BlockingQueue<String> left = new LinkedBlockingQueue<>();
        try (ActorConnection<Cursors> ann = page.connect(new Cursors.Visitor("Ann"))) {
            ann.on(Cursors.LEFT, left::add);
            ann.ready().join();
            page.call(Cursors::everybody); // a connection for as long as the call runs
            try (ActorConnection<Cursors> bob = page.connect(new Cursors.Visitor("Bob"))) {
                bob.ready().join();
            }
            ann.call(Cursors::leave);
            assertThat(next(left)).isEqualTo(ann.connectionId().orElseThrow());
        }
    }

    @Test
    void visitorsNeedNoNameButNotALongOne() {
        ClientActor<Cursors> page = client.actor(Cursors.class, "names");
        try (ActorConnection<Cursors> nobody = page.connect()) {
            nobody.call(Cursors::moveTo, 0.0, 0.0);
            assertThat(nobody.call(Cursors::everybody))
                    .extracting(Cursors.Pointer::name)
                    .containsExactly("Somebody");
            assertThatThrownBy(() -> nobody.call(Cursors::moveTo, Double.NaN, 0.0))
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.code()).isEqualTo("nowhere"));
        }
        try (ActorConnection<Cursors> chatty = page.connect(new Cursors.Visitor("x".repeat(31)))) {
            assertThatThrownBy(() -> chatty.call(Cursors::everybody))
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.code()).isEqualTo("long_name"));
        }
    }
}
