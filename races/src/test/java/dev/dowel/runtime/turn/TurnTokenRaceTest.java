package dev.dowel.runtime.turn;

import dev.dowel.races.Interleavings;
import org.junit.jupiter.api.Test;

/** One turn at a time (G4), in the order of the mailbox (G5), whatever the threads do. */
class TurnTokenRaceTest {

    /** Counts without any lock; a task that meets another one, or does not see what it wrote, loses something. */
    private static final class Room {
        private int inside;
        private int ran;
        private final int[] last = new int[2];

        void visit(int sender, int number) {
            enter();
            Interleavings.require(last[sender] == number - 1, "tasks of one sender run in order");
            last[sender] = number;
            ran++;
            leave();
        }

        void enter() {
            inside++;
            Interleavings.require(inside == 1, "one task at a time");
        }

        void leave() {
            inside--;
        }
    }

    @Test
    void tasksOfSeveralSendersRunOneAtATimeAndInOrder() {
        Interleavings.tryAll(threads -> {
            Room room = new Room();
            TurnToken token = new TurnToken(threads);
            threads.execute(() -> {
                token.enqueue(() -> room.visit(1, 1));
                token.enqueue(() -> room.visit(1, 2));
            });
            token.enqueue(() -> room.visit(0, 1));
            token.enqueue(() -> room.visit(0, 2));
            threads.join();
            Interleavings.require(room.ran == 4, "every task runs once");
            Interleavings.require(token.size() == 0, "nothing is left");
        });
    }

    @Test
    void taskThatWaitsLetsOthersInAndComesBackAlone() {
        Interleavings.tryAll(threads -> {
            Room room = new Room();
            TurnToken token = new TurnToken(threads);
            token.enqueue(() -> {
                room.enter();
                room.leave();
                try {
                    token.release(() -> "waited");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                room.enter();
                room.ran++;
                room.leave();
            });
            token.enqueue(() -> room.visit(0, 1));
            threads.execute(() -> token.enqueue(() -> room.visit(1, 1)));
            threads.join();
            Interleavings.require(room.ran == 3, "every task runs once");
            Interleavings.require(token.size() == 0, "nothing is left");
        });
    }
}
