package dev.dowel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.UserError;
import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SharedListTest {

    private static DowelServer server;
    private static DowelClient client;

    @BeforeAll
    static void start() {
        server = DowelServer.builder()
                .actor(SharedList.class)
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

    private static ClientActor<SharedList> list(String key, String... texts) {
        ClientActor<SharedList> list = client.actor(SharedList.class, key);
        for (String text : texts) {
            list.call(SharedList::add, text);
        }
        return list;
    }

    private static List<String> texts(ClientActor<SharedList> list) {
        return list.call(SharedList::show).items().stream()
                .map(item -> (item.done() ? "✓ " : "") + item.text())
                .toList();
    }

    private static void assertRefused(ThrowingCallable call, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void itemsAreAddedTickedOffRenamedAndRemoved() {
        ClientActor<SharedList> list = list("edit", " milk ", "bread");
        assertThat(list.call(SharedList::add, "tea")).isEqualTo(3);
        list.call(SharedList::setDone, 1L, true);
        list.call(SharedList::rename, 2L, "rye bread");
        assertThat(texts(list)).containsExactly("✓ milk", "rye bread", "tea");
        list.call(SharedList::remove, 3L);
        list.call(SharedList::removeDone);
        assertThat(texts(list)).containsExactly("rye bread");
        assertThat(list.call(SharedList::add, "tea"))
                .as("ids are not given out again")
                .isEqualTo(4);
    }

    @Test
    void itemsMoveAndStopAtTheEnds() {
        ClientActor<SharedList> list = list("move", "a", "b", "c");
        list.call(SharedList::move, 3L, -1);
        assertThat(texts(list)).containsExactly("a", "c", "b");
        list.call(SharedList::move, 1L, Integer.MAX_VALUE);
        assertThat(texts(list)).containsExactly("c", "b", "a");
        list.call(SharedList::move, 1L, Integer.MIN_VALUE);
        assertThat(texts(list)).containsExactly("a", "c", "b");
    }

    @Test
    void whatSomebodyElseRemovedIsMissedButNeedNotBeRemovedAgain() {
        ClientActor<SharedList> list = list("gone", "a");
        list.call(SharedList::remove, 1L);
        long revision = list.call(SharedList::show).revision();
        list.call(SharedList::remove, 1L);
        assertThat(list.call(SharedList::show).revision()).isEqualTo(revision);
        assertRefused(() -> list.call(SharedList::setDone, 1L, true), "no_such_item");
        assertRefused(() -> list.call(SharedList::rename, 1L, "b"), "no_such_item");
        assertRefused(() -> list.call(SharedList::move, 1L, 1), "no_such_item");
    }

    @Test
    void textsAndItemsAreBounded() {
        ClientActor<SharedList> list = list("bounds");
        assertRefused(() -> list.call(SharedList::add, "  "), "empty_text");
        assertRefused(() -> list.call(SharedList::add, "x".repeat(201)), "long_text");
        for (int i = 0; i < 200; i++) {
            list.call(SharedList::add, "item");
        }
        assertRefused(() -> list.call(SharedList::add, "one more"), "full_list");
    }

    @Test
    void everybodyHearsEveryChangeInOrder() throws InterruptedException {
        ClientActor<SharedList> list = list("heard");
        BlockingQueue<SharedList.Contents> heard = new LinkedBlockingQueue<>();
        try (ActorConnection<SharedList> listener = list.connect()) {
            listener.on(SharedList.CHANGED, heard::add);
            listener.ready().join();
            listener.call(SharedList::show);
            list.call(SharedList::add, "a");
            list.call(SharedList::setDone, 1L, true);
            list.call(SharedList::removeDone);
            for (long revision = 1; revision <= 3; revision++) {
                SharedList.Contents contents = heard.poll(20, TimeUnit.SECONDS);
                assertThat(contents).isNotNull();
                assertThat(contents.revision()).isEqualTo(revision);
            }
        }
    }
}
