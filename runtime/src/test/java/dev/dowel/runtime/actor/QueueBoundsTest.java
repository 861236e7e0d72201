package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.SendOptions;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.QueueSend;
import dev.dowel.runtime.QueueSink;
import dev.dowel.runtime.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What queues remember is bounded: beyond that the oldest is forgotten. */
class QueueBoundsTest {

    /** Sends to itself and handles it in the same turn. */
    @ActorType("hoarder")
    static final class Hoarder extends Actor<Void> {

        static final Queue<Long, @Nullable Void> NUMBERS = Queue.of("numbers", Long.class);

        @Action
        public void giveUp(long first, long count) {
            for (long number = first; number < first + count; number++) {
                queue(NUMBERS).send(number);
            }
            queue(NUMBERS).tryNextBatch((int) count).forEach(message -> message.giveUp("as asked"));
        }

        @Action
        public long oldestDead() {
            return queue(NUMBERS).deadLetters(1).getFirst().body().orElseThrow();
        }

        @Action
        public long dead() {
            return queue(NUMBERS).deadLetters(10_000).size();
        }

        /** How many of the numbers were new. */
        @Action
        public long sendOnce(long first, long count) {
            for (long number = first; number < first + count; number++) {
                queue(NUMBERS).send(number, SendOptions.once("key" + number));
            }
            var received = queue(NUMBERS).tryNextBatch((int) count);
            received.forEach(QueueMessage::complete);
            return received.size();
        }
    }

    /** Leaves its messages where they are. */
    @ActorType("procrastinator")
    @ActorOptions(maxQueueSize = 5_000)
    static final class Procrastinator extends Actor<Void> {

        static final Queue<Long, @Nullable Void> NUMBERS = Queue.of("numbers", Long.class);

        @Action
        public long handleOne() {
            queue(NUMBERS).tryNext().orElseThrow().complete();
            return queue(NUMBERS).size();
        }
    }

    /** Receives all it has in one turn, and says so each time. */
    @ActorType("hasty")
    @ActorOptions(maxQueueSize = 2_000)
    static final class Hasty extends Actor<Void> {

        static final Queue<Long, @Nullable Void> NUMBERS = Queue.of("numbers", Long.class);

        private final Runnable received;

        Hasty(Runnable received) {
            this.received = received;
        }

        @Action
        public void fill(long count) {
            for (long number = 0; number < count; number++) {
                queue(NUMBERS).send(number);
            }
        }

        @Action
        public long drain(long count) throws InterruptedException {
            long sum = 0;
            for (long number = 0; number < count; number++) {
                sum += queue(NUMBERS).next().body();
                received.run();
            }
            return sum;
        }
    }

    /** What senders were told. */
    private static final class Told implements QueueSink {
        private final Map<String, Integer> answers = new TreeMap<>();

        @Override
        public void stored(ActorSpecifier actor) {
            answers.merge("stored", 1, Integer::sum);
        }

        @Override
        public void completed(ActorSpecifier actor, byte @Nullable [] response) {
            answers.merge("completed", 1, Integer::sum);
        }

        @Override
        public void timedOut(ActorSpecifier actor) {
            answers.merge("timed out", 1, Integer::sum);
        }

        @Override
        public void fail(ErrorBody error, @Nullable String traceId) {
            answers.merge(error.group() + "." + error.code(), 1, Integer::sum);
        }
    }

    /** How many messages were received when the disk had so many groups. */
    private final Map<Integer, Integer> received = new TreeMap<>();

    private final Stage stage = new Stage(
            ActorDefinition.of(Hoarder.class),
            ActorDefinition.of(Procrastinator.class),
            ActorDefinition.of(Hasty.class, () -> new Hasty(this::count)));

    private void count() {
        received.merge(stage.store.groups, 1, Integer::sum);
    }

    private long call(String action, Object... arguments) {
        return stage.call("hoarder", "h", action, arguments).asLong();
    }

    @Test
    void deadLettersAreBounded() {
        stage.call("hoarder", "h", "giveUp", 0, 700);
        stage.call("hoarder", "h", "giveUp", 700, 500);
        assertThat(call("dead")).isEqualTo(1_000);
        assertThat(call("oldestDead")).isEqualTo(200);
    }

    @Test
    void keysAreRememberedForADayAndBounded() {
        assertThat(call("sendOnce", 0, 500)).isEqualTo(500);
        assertThat(call("sendOnce", 0, 500)).isZero();
        stage.machine.advance(Duration.ofHours(25));
        assertThat(call("sendOnce", 0, 500)).isEqualTo(500);
        for (int first = 500; first < 10_500; first += 500) {
            assertThat(call("sendOnce", first, 500)).isEqualTo(500);
        }
        assertThat(call("sendOnce", 10_499, 1)).isZero();
        assertThat(call("sendOnce", 0, 1)).isEqualTo(1);
    }

    private void send(Told told, Optional<Duration> patience) {
        stage.runtime.enqueue(
                new Target.GetOrCreate(Stage.address("procrastinator", "p"), null),
                Stage.caller(null),
                new QueueSend("numbers", Stage.json(1L), SendOptions.NONE, patience),
                told);
        stage.machine.settle();
    }

    @Test
    void sendersThatWaitForOneActorAreBounded() {
        Told told = new Told();
        for (int sender = 0; sender < 1_000; sender++) {
            send(told, Optional.of(Duration.ofHours(1)));
        }
        assertThat(told.answers).isEmpty();

        send(told, Optional.of(Duration.ofHours(1)));
        assertThat(told.answers).isEqualTo(Map.of("actor.overloaded", 1));

        send(told, Optional.empty());
        assertThat(told.answers).isEqualTo(Map.of("actor.overloaded", 1, "stored", 1));

        // The one that was refused left no message behind, and one that is answered makes room for another.
        long left = stage.call("procrastinator", "p", "handleOne").asLong();
        assertThat(left).isEqualTo(1_000);
        assertThat(told.answers).containsEntry("completed", 1);
        send(told, Optional.of(Duration.ofHours(1)));
        assertThat(told.answers).isEqualTo(Map.of("actor.overloaded", 1, "stored", 1, "completed", 1));
    }

    @Test
    void partsThatAreAheadOfTheDiskAreBounded() {
        stage.call("hasty", "h", "fill", 1_200);
        assertThat(stage.call("hasty", "h", "drain", 1_200).asLong()).isEqualTo(1_200L * 1_199 / 2);
        assertThat(received.values()).hasSizeGreaterThan(2).allMatch(parts -> parts <= 512);
        assertThat(received.values()).contains(512);
    }
}
