package dev.dowel.runtime.activation;

import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import dev.dowel.runtime.queue.QueueBook;
import dev.dowel.runtime.queue.SentKeys;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The senders that wait for their messages to be completed. They keep the actor awake. Confined to the holder of the actor's
 * token.
 *
 * <p><b>Protocol.</b> A sender waits from the seal of the turn that stored its message on. The turn that completes the message
 * takes the sender off when it is sealed, and answers it with its commit. When the time is up, the sender is answered after
 * everything before is durable, its message included.
 */
final class WaitingSenders {

    /** One that waits. One of its methods is called, once, on any thread. */
    interface Sender {

        /** What the answer is written in. */
        Dialect dialect();

        void completed(byte @Nullable [] response);

        void timedOut();

        void fail(Failure failure);
    }

    /** A sender and the timer that ends its wait. */
    private static final class Waiting {
        private final Sender sender;
        private Timers.@Nullable Timer timer;

        Waiting(Sender sender) {
            this.sender = sender;
        }

        void stopTimer() {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    private final Activation<?> activation;
    private final Map<Long, List<Waiting>> bySeq = new HashMap<>(0);

    WaitingSenders(Activation<?> activation) {
        this.activation = activation;
    }

    /** In the turn that sent a message: its sender waits from the turn's seal on, or is answered with its commit. */
    void await(Turn turn, QueueBook.Receipt receipt, Sender sender, Duration patience) {
        if (activation.awake().count(AwakeReasons.Reason.SENDER) >= Limits.MAILBOX_MESSAGES) {
            throw Failures.overloaded().toException();
        }
        Optional<SentKeys.Outcome> outcome = receipt.outcome();
        if (outcome.isPresent()) {
            turn.add(answerOf(outcome.get(), sender));
        } else {
            turn.afterSeal(() -> add(receipt.message().seq(), sender, patience));
        }
    }

    private static Output answerOf(SentKeys.Outcome outcome, Sender sender) {
        return switch (outcome) {
            case SentKeys.Outcome.Completed completed -> {
                byte[] stored = completed.response();
                byte[] response = stored == null
                        ? null
                        : Values.encode(
                                sender.dialect(), Values.decode(RawValue.of(stored, Dialect.STORAGE), Object.class));
                yield new Answer(sender, () -> sender.completed(response));
            }
            case SentKeys.Outcome.GivenUp ignored -> new Answer(sender, () -> sender.fail(Failures.messageGivenUp()));
        };
    }

    private void add(long seq, Sender sender, Duration patience) {
        activation.awake().add(AwakeReasons.Reason.SENDER);
        Waiting entry = new Waiting(sender);
        bySeq.computeIfAbsent(seq, number -> new ArrayList<>(1)).add(entry);
        entry.timer = activation
                .parts()
                .environment()
                .timers()
                .schedule(patience, () -> activation.parts().token().enqueue(() -> timeUp(seq, entry)));
    }

    private void timeUp(long seq, Waiting entry) {
        List<Waiting> waiting = bySeq.get(seq);
        if (waiting != null && waiting.remove(entry)) {
            Sender sender = entry.sender;
            if (waiting.isEmpty()) {
                bySeq.remove(seq);
            }
            activation.awake().remove(AwakeReasons.Reason.SENDER);
            activation.gate().letOut(sender::timedOut, () -> sender.fail(Failures.storeUnavailable()));
            activation.turnEnded();
        }
    }

    /** Whether somebody waits for a message. */
    boolean isAwaited(long seq) {
        return bySeq.containsKey(seq);
    }

    /** In the turn that completes a message: who waits for it is answered with the turn's commit. */
    void complete(Turn turn, long seq, boolean hasValue, @Nullable Object value) {
        List<Waiting> waiting = bySeq.getOrDefault(seq, List.of());
        for (Waiting each : waiting) {
            byte[] response = hasValue ? Values.encode(each.sender.dialect(), value) : null;
            turn.add(new Answer(each.sender, () -> each.sender.completed(response)));
        }
        if (!waiting.isEmpty()) {
            turn.afterSeal(() -> takeOff(seq));
        }
    }

    /** In the turn that gives a message up. */
    void givenUp(Turn turn, long seq) {
        List<Waiting> waiting = bySeq.getOrDefault(seq, List.of());
        for (Waiting each : waiting) {
            turn.add(new Answer(each.sender, () -> each.sender.fail(Failures.messageGivenUp())));
        }
        if (!waiting.isEmpty()) {
            turn.afterSeal(() -> takeOff(seq));
        }
    }

    private void takeOff(long seq) {
        List<Waiting> waiting = bySeq.remove(seq);
        if (waiting != null) {
            waiting.forEach(each -> {
                each.stopTimer();
                activation.awake().remove(AwakeReasons.Reason.SENDER);
            });
        }
    }

    /** Nobody will learn any more what became of the messages. */
    void failAll(Failure failure) {
        List.copyOf(bySeq.keySet()).forEach(seq -> {
            List<Waiting> waiting = List.copyOf(bySeq.getOrDefault(seq, List.of()));
            takeOff(seq);
            waiting.forEach(each -> each.sender.fail(failure));
        });
    }

    private record Answer(Sender sender, Runnable action) implements Output {

        @Override
        public void release() {
            action.run();
        }

        @Override
        public void fail(Failure failure) {
            sender.fail(failure);
        }
    }
}
