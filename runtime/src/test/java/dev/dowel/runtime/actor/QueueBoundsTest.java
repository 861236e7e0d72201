package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorType;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.SendOptions;
import java.time.Duration;
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

    private final Stage stage = new Stage(ActorDefinition.of(Hoarder.class));

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
}
