package dev.dowel.client;

import dev.dowel.races.Interleavings;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the client does one after another is never done twice at once, and nothing of it is forgotten (G5). */
class ClientRaceTest {

    /** Counts without any lock. */
    private static final class Room {
        private int inside;
        private int ran;
        private int last;

        void visit(int number) {
            inside++;
            Interleavings.require(inside == 1, "one at a time");
            if (number > 0) {
                Interleavings.require(last == number - 1, "in order");
                last = number;
            }
            ran++;
            inside--;
        }
    }

    @Test
    void stepsOfAConnectionRunOneAtATimeAndInOrder() {
        Interleavings.tryAll(threads -> {
            Room room = new Room();
            ConnectionLoop loop = new ConnectionLoop();
            threads.execute(() -> loop.execute(() -> room.visit(0)));
            loop.execute(() -> room.visit(1));
            loop.execute(() -> room.visit(2));
            threads.join();
            loop.execute(() -> room.visit(0)); // sees what was written before, and that nothing runs
            Interleavings.require(room.ran == 4, "every step runs");
            Interleavings.require(loop.backlog() == 0, "nothing is left");
        });
    }

    @Test
    void listenersAreCalledOneAtATimeAndInOrder() {
        Interleavings.tryAll(threads -> {
            Room room = new Room();
            ListenerQueue queue = new ListenerQueue(threads, 10, 10);
            threads.execute(() -> queue.add(() -> room.visit(0)));
            queue.add(() -> room.visit(1));
            queue.add(() -> room.visit(2));
            threads.join();
            Interleavings.require(room.ran == 3, "every listener is called");
        });
    }

    @Test
    void requestsThatWaitAreSentWhenThoseBeforeThemEnd() {
        Interleavings.tryAll(threads -> {
            Room room = new Room();
            RequestLimiter limiter = new RequestLimiter(1, 10, "requests");
            Supplier<CompletableFuture<Integer>> request = () -> {
                room.visit(0);
                CompletableFuture<Integer> reply = new CompletableFuture<>();
                threads.execute(() -> reply.complete(1));
                return reply;
            };
            CompletableFuture<?> one = limiter.send(request);
            CompletableFuture<?> two = limiter.send(request);
            threads.join();
            Interleavings.require(one.isDone() && two.isDone(), "every request is answered");
            Interleavings.require(room.ran == 2, "every request is sent once");
        });
    }
}
