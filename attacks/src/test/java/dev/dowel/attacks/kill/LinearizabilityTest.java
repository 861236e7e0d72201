package dev.dowel.attacks.kill;

import static dev.dowel.attacks.kill.RegisterCall.NEVER;
import static dev.dowel.attacks.kill.RegisterCall.compareAndSet;
import static dev.dowel.attacks.kill.RegisterCall.read;
import static dev.dowel.attacks.kill.RegisterCall.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Histories that a register can have, and histories that it cannot: the checker has to be able to fail. */
final class LinearizabilityTest {

    @Test
    void callsOneAfterTheOtherSeeTheLastWrite() {
        assertThat(holds(read(0, 1, 0), write(5, 2, 3), read(4, 5, 5), compareAndSet(5, 6, 6, 7, true), read(8, 9, 6)))
                .isTrue();
    }

    @Test
    void staleReadIsRefused() {
        assertThat(holds(write(5, 0, 1), write(6, 2, 3), read(4, 5, 5))).isFalse();
    }

    @Test
    void lostWriteIsRefused() {
        assertThat(holds(write(5, 0, 1), read(2, 3, 0))).isFalse();
    }

    @Test
    void readOfAValueThatNobodyWroteIsRefused() {
        assertThat(holds(write(5, 0, 1), read(2, 3, 7))).isFalse();
    }

    @Test
    void readDuringAWriteMaySeeEither() {
        assertThat(holds(write(5, 0, 10), read(1, 2, 0), read(3, 4, 5))).isTrue();
        assertThat(holds(write(5, 0, 10), read(1, 2, 5), read(3, 4, 5))).isTrue();
    }

    @Test
    void valueThatWasSeenIsNotUnseenAgain() {
        assertThat(holds(write(5, 0, 10), read(1, 2, 5), read(3, 4, 0))).isFalse();
    }

    @Test
    void writeWithoutAnAnswerMayHappenLaterOrNever() {
        assertThat(holds(write(5, 0, NEVER), read(1, 2, 0), read(3, 4, 5))).isTrue();
        assertThat(holds(write(5, 0, NEVER), read(1, 2, 0), read(3, 4, 0))).isTrue();
    }

    @Test
    void writeWithoutAnAnswerDoesNotHappenTwice() {
        assertThat(holds(write(5, 0, NEVER), read(1, 2, 5), write(6, 3, 4), read(5, 6, 6), read(7, 8, 5)))
                .isFalse();
    }

    @Test
    void writeWithoutAnAnswerDoesNotHappenBeforeItWasSent() {
        assertThat(holds(read(0, 1, 5), write(5, 2, NEVER))).isFalse();
    }

    @Test
    void compareAndSetThatSucceedsTwiceIsRefused() {
        assertThat(holds(compareAndSet(0, 1, 0, 10, true), compareAndSet(0, 2, 0, 10, true)))
                .isFalse();
        assertThat(holds(compareAndSet(0, 1, 0, 10, true), compareAndSet(0, 2, 0, 10, false)))
                .isTrue();
    }

    @Test
    void compareAndSetThatFailsForNoReasonIsRefused() {
        assertThat(holds(compareAndSet(0, 1, 0, 1, false))).isFalse();
    }

    @Test
    void whatARealRegisterAnsweredHoldsAndWithOneChangedAnswerDoesNot() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<RegisterCall> calls = simulated(random, 300);
            assertThat(Linearizability.holds(0, calls)).as("seed %d", seed).isTrue();
            assertThat(Linearizability.holds(0, withOneWrongRead(random, calls)))
                    .as("seed %d with a wrong read", seed)
                    .isFalse();
        }
    }

    /** Calls of an atomic register: each takes effect at a random moment of its own time, and some have no answer. */
    private static List<RegisterCall> simulated(Random random, int count) {
        List<RegisterCall> calls = new ArrayList<>();
        long value = 0;
        for (int i = 1; i <= count; i++) {
            long effect = i * 100L;
            long invoked = effect - random.nextInt(250);
            boolean lost = random.nextInt(40) == 0;
            long returned = lost ? NEVER : effect + random.nextInt(250);
            switch (random.nextInt(3)) {
                case 0 -> calls.add(read(invoked, returned, value));
                case 1 -> {
                    calls.add(write(i, invoked, returned));
                    value = i;
                }
                default -> {
                    long expected = random.nextBoolean() ? value : value + 1;
                    calls.add(compareAndSet(expected, i, invoked, returned, expected == value));
                    value = expected == value ? i : value;
                }
            }
        }
        Collections.shuffle(calls, random);
        return calls;
    }

    private static List<RegisterCall> withOneWrongRead(Random random, List<RegisterCall> calls) {
        List<RegisterCall> wrong = new ArrayList<>(calls);
        List<RegisterCall> reads = calls.stream()
                .filter(call -> call.kind() == RegisterCall.Kind.READ && call.isAnswered())
                .toList();
        RegisterCall changed = reads.get(random.nextInt(reads.size()));
        wrong.set(calls.indexOf(changed), read(changed.invoked(), changed.returned(), 1_000_000));
        return wrong;
    }

    private static boolean holds(RegisterCall... calls) {
        return Linearizability.holds(0, List.of(calls));
    }
}
