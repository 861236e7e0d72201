package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.Queue;
import dev.dowel.QueueReceiver.MessageHandler;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.environment.Timers;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.queue.QueueBook;
import dev.dowel.runtime.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives messages in the current turn. Confined to the actor's turn.
 *
 * <p><b>Protocol of {@link #next}.</b> What the turn holds already is completed. Then messages are taken, which the turn holds
 * from there on, and that they are being handled is noted. Then the part is sealed: so the message before and everything that
 * was done for it are committed together, and what follows can be undone without it. If there is no message the part is sealed,
 * too, and the token is given back until there is one or the time is up.
 *
 * @param selection from which queues
 */
record Receiving(Activation<?> activation, Selection selection) {

    /** Waits for at least one message; none if the time is up. */
    List<ReceivedMessage<?, ?>> next(int max, @Nullable Duration timeout) throws InterruptedException {
        Turn turn = begin(max);
        HeldMessages held = HeldMessages.of(activation, turn);
        held.checkCompleted();
        held.completeAll();
        long start = nanoTime();
        while (true) {
            List<ReceivedMessage<?, ?>> taken = take(held, max);
            Duration left = timeout == null ? null : timeout.minusNanos(nanoTime() - start);
            if (!taken.isEmpty()) {
                book().noteHandled();
                seal(held, taken, activation.turns()::nextPart);
                return taken;
            }
            if (left != null && !left.isPositive()) {
                seal(held, taken, activation.turns()::nextPart);
                return List.of();
            }
            seal(held, taken, () -> await(turn, left));
        }
    }

    /** What seals a part of a turn, and may wait. */
    @FunctionalInterface
    private interface Seal {
        void run() throws Exception;
    }

    /** Seals the part. If that fails, or the actor stops, the turn's code never sees what was taken: it is let go. */
    private void seal(HeldMessages held, List<ReceivedMessage<?, ?>> taken, Seal seal) throws InterruptedException {
        boolean sealed = false;
        try {
            seal.run();
            sealed = true;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("onStateChange() failed.", e);
        } finally {
            if (!sealed) {
                held.letGo(taken);
            }
        }
        held.sealed();
    }

    /** What there is now, at most so many. The turn stays whole. */
    List<ReceivedMessage<?, ?>> tryNext(int max) {
        HeldMessages held = HeldMessages.of(activation, begin(max));
        held.checkCompleted();
        return take(held, max);
    }

    private Turn begin(int max) {
        Turn turn = activation.turns().current();
        if (turn.isReadOnly()) {
            throw new IllegalStateException("An action marked @ReadOnly cannot receive messages.");
        }
        if (max < 1) {
            throw new IllegalArgumentException("A batch has at least one message, not " + max);
        }
        book().askedFor(selection.names());
        return turn;
    }

    private List<ReceivedMessage<?, ?>> take(HeldMessages held, int max) {
        List<ReceivedMessage<?, ?>> taken = new ArrayList<>(1);
        while (taken.size() < max) {
            Optional<QueueBook.Received> next = book().take(selection::takes, selection::isStrict);
            if (next.isEmpty()) {
                break;
            }
            decoded(held, next.get(), selection.queue(next.get().message().queue()))
                    .ifPresent(message -> {
                        held.add(message);
                        taken.add(message);
                    });
        }
        return taken;
    }

    /** The message, or nothing if it is not of its queue's type: then it is given up. */
    @SuppressWarnings("NullAway") // the body of a queue of any values may be null, and then its type says so
    private <M extends @Nullable Object, R extends @Nullable Object> Optional<ReceivedMessage<M, R>> decoded(
            HeldMessages held, QueueBook.Received received, Queue<M, R> queue) {
        M body;
        try {
            body = Values.decode(received.value(), queue.messageType());
        } catch (RuntimeException e) {
            activation
                    .parts()
                    .boundary()
                    .of(e, activation.parts().address(), activation.parts().actorId(), "queue " + queue.name());
            book().giveUp(received.message(), received.body(), "queue.message_invalid");
            return Optional.empty();
        }
        boolean manual = selection.isManual(queue.name());
        return Optional.of(new ReceivedMessage<>(activation, held, received, queue, body, manual));
    }

    /** Gives the token back until there may be a message, or the time is up. */
    private void await(Turn turn, @Nullable Duration left) throws Exception {
        WaitingReceivers.Place place = activation.queues().receivers().add(selection::takes);
        Timers.Timer timer = timer(place, left);
        boolean isRun = activation.background().isRun(turn);
        if (isRun) {
            activation.awake().remove(AwakeReasons.Reason.RUN);
        }
        try {
            activation.turns().await(place::await);
        } finally {
            if (isRun) {
                activation.awake().add(AwakeReasons.Reason.RUN);
            }
            activation.queues().receivers().remove(place);
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    private Timers.@Nullable Timer timer(WaitingReceivers.Place place, @Nullable Duration left) {
        Duration wait = left;
        Optional<Long> due = book().nextDue(selection::takes);
        if (due.isPresent()) {
            Duration untilDue = Duration.ofMillis(Math.max(
                    0, due.get() - activation.parts().environment().clock().millis()));
            Duration bounded =
                    untilDue.compareTo(ScheduleRunner.LONGEST_WAIT) < 0 ? untilDue : ScheduleRunner.LONGEST_WAIT;
            wait = wait == null || bounded.compareTo(wait) < 0 ? bounded : wait;
        }
        return wait == null ? null : activation.parts().environment().timers().schedule(wait, place::tell);
    }

    /** Handles one message after the other; see {@code QueueReceiver.forEach}. */
    <T> void forEach(Function<ReceivedMessage<?, ?>, T> typed, MessageHandler<? super T> handler)
            throws InterruptedException {
        while (true) {
            ReceivedMessage<?, ?> message = next(1, null).getFirst();
            HeldMessages held = HeldMessages.of(activation, activation.turns().current());
            try {
                handler.handle(typed.apply(message));
                held.handled();
            } catch (InterruptedException e) {
                breakOff(held); // the actor stops, or the turn's time is up
                throw e;
            } catch (Exception e) {
                failed(held, e);
            }
        }
    }

    private void failed(HeldMessages held, Exception e) {
        if (activation.isStopping()) {
            breakOff(held);
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
        try {
            activation.turns().undoPart();
        } catch (ActorError expired) {
            expired.addSuppressed(e);
            throw expired;
        }
        Failure failure = activation
                .parts()
                .boundary()
                .of(e, activation.parts().address(), activation.parts().actorId(), "queue handler");
        held.failed(failure.error().group() + "." + failure.error().code());
    }

    /** The actor stops: what was half done is undone, however the code around this ends. */
    private void breakOff(HeldMessages held) {
        if (activation.isStopping() && activation.turns().current().isRunning()) {
            activation.turns().undoPart();
            held.letGo();
        }
    }

    private QueueBook book() {
        return activation.queues().book();
    }

    private long nanoTime() {
        return activation.parts().environment().nanoTime().getAsLong();
    }
}
