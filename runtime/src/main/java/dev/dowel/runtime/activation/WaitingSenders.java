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
import java.util.function.Consumer;
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

    /** One that waits. One of its methods but {@link #waits} is called, once, on any thread. */
    interface Sender {

        /** What the answer is written in. */
        Dialect dialect();

        /** It begins to wait; the runnable ends that before its time. */
        default void waits(Runnable giveUp) {}

        void completed(byte @Nullable [] response);

        void timedOut();

        void fail(Failure failure);
    }

    /** A sender and the timer that ends its wait. It leaves with the turn that stored its message, to know that this is durable. */
    private static final class Waiting implements Output {
        private final Sender sender;
        private Timers.@Nullable Timer timer;
        private volatile boolean stored;

        Waiting(Sender sender) {
            this.sender = sender;
        }

        @Override
        public void release() {
            stored = true;
        }

        @Override
        public void fail(Failure failure) {
            // The activation ends, and its sender is told then.
        }

        /** Nobody will learn any more what became of its message. Any thread. */
        void drop() {
            sender.fail(stored ? Failures.waitDropped() : Failures.storeUnavailable());
        }

        /** The time is up. Any thread. */
        void timeUp() {
            if (stored) {
                sender.timedOut();
            } else {
                drop();
            }
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
            Waiting entry = new Waiting(sender);
            turn.add(entry);
            turn.afterSeal(() -> add(receipt.message().seq(), entry, patience));
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
                yield new Answer(() -> sender.completed(response), sender::fail);
            }
            case SentKeys.Outcome.GivenUp ignored ->
                new Answer(() -> sender.fail(Failures.messageGivenUp()), sender::fail);
        };
    }

    private void add(long seq, Waiting entry, Duration patience) {
        activation.awake().add(AwakeReasons.Reason.SENDER);
        bySeq.computeIfAbsent(seq, number -> new ArrayList<>(1)).add(entry);
        Runnable timeUp = () -> activation.parts().token().enqueue(() -> timeUp(seq, entry));
        entry.timer = activation.parts().environment().timers().schedule(patience, timeUp);
        entry.sender.waits(timeUp);
    }

    private void timeUp(long seq, Waiting entry) {
        List<Waiting> waiting = bySeq.get(seq);
        if (waiting != null && waiting.remove(entry)) {
            entry.stopTimer();
            if (waiting.isEmpty()) {
                bySeq.remove(seq);
            }
            activation.awake().remove(AwakeReasons.Reason.SENDER);
            activation.gate().letOut(entry::timeUp);
            activation.turnEnded();
        }
    }

    /** In the turn that completes a message: who waits for it is answered with the turn's commit. */
    void complete(Turn turn, long seq, boolean hasValue, @Nullable Object value) {
        List<Waiting> waiting = bySeq.getOrDefault(seq, List.of());
        List<Answer> answers = new ArrayList<>(waiting.size());
        for (Waiting each : waiting) {
            byte[] response = hasValue ? Values.encode(each.sender.dialect(), value) : null;
            answers.add(new Answer(() -> each.sender.completed(response), failure -> each.drop()));
        }
        answers.forEach(turn::add);
        if (!waiting.isEmpty()) {
            turn.afterSeal(() -> takeOff(seq));
        }
    }

    /** In the turn that gives a message up. */
    void givenUp(Turn turn, long seq) {
        List<Waiting> waiting = bySeq.getOrDefault(seq, List.of());
        for (Waiting each : waiting) {
            turn.add(new Answer(() -> each.sender.fail(Failures.messageGivenUp()), failure -> each.drop()));
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

    /** The activation ends: they are told, when everything before is durable. */
    void failAll(Failure failure) {
        List.copyOf(bySeq.keySet()).forEach(seq -> {
            List<Waiting> waiting = List.copyOf(bySeq.getOrDefault(seq, List.of()));
            takeOff(seq);
            waiting.forEach(each -> activation.gate().letOut(() -> each.sender.fail(failure), each::drop));
        });
    }

    private record Answer(Runnable released, Consumer<Failure> failed) implements Output {

        @Override
        public void release() {
            released.run();
        }

        @Override
        public void fail(Failure failure) {
            failed.accept(failure);
        }
    }
}
