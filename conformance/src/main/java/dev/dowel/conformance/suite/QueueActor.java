package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorError;
import dev.dowel.ActorType;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.QueueReceiver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives from its queues in every way there is, when it is asked to. Confined to the actor's turn. */
@ActorType("queueActor")
final class QueueActor extends Actor<Void> {

    record Echo(Object echo) {}

    record Ok(boolean ok) {}

    static final Queue<Object, @Nullable Void> GREETING = Queue.of("greeting", Object.class);
    static final Queue<Object, @Nullable Void> SELF = Queue.of("self", Object.class);
    static final Queue<Object, @Nullable Void> A = Queue.of("a", Object.class);
    static final Queue<Object, @Nullable Void> B = Queue.of("b", Object.class);
    static final Queue<Object, @Nullable Void> C = Queue.of("c", Object.class);
    static final Queue<Object, @Nullable Void> ONE = Queue.of("one", Object.class);
    static final Queue<Object, @Nullable Void> TWO = Queue.of("two", Object.class);
    static final Queue<Object, @Nullable Void> MISSING = Queue.of("missing", Object.class);
    static final Queue<Object, @Nullable Void> ABORT = Queue.of("abort", Object.class);
    static final Queue<Object, @Nullable Void> NOWAIT = Queue.of("nowait", Object.class);
    static final Queue<Object, Echo> TASKS = Queue.of("tasks", Object.class, Echo.class);
    static final Queue<Object, Ok> TIMEOUT = Queue.of("timeout", Object.class, Ok.class);
    static final Queue<Object, Ok> TWICE = Queue.of("twice", Object.class, Ok.class);

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(10);

    /** A message as its caller is told of it. */
    record Received(String name, Object body) {

        static Received of(QueueMessage<?, ?> message) {
            return new Received(
                    message.queue(), Optional.<Object>ofNullable(message.body()).orElse("null"));
        }
    }

    /** What to receive; what is not there does not matter. Milliseconds. */
    record Wanted(
            @Nullable List<String> names,
            @Nullable Integer count,
            @Nullable Long timeout) {

        static final Wanted ANYTHING = new Wanted(null, null, null);

        int max() {
            return count == null ? 1 : count;
        }

        Optional<Duration> patience() {
            return Optional.ofNullable(timeout).map(Duration::ofMillis);
        }

        Wanted of(List<String> newNames) {
            return new Wanted(newNames, count, timeout);
        }
    }

    /** What went wrong, as its caller is told of it. */
    record Problem(String group, String code) {}

    record HasComplete(boolean hasComplete) {}

    /** Messages that are done when the turn ends, whether their queues have answers or not. */
    private QueueReceiver<QueueMessage<?, ?>> receiver(Wanted wanted) {
        List<String> names = wanted.names() == null ? List.of() : wanted.names();
        return queues(names.stream().map(name -> Queue.of(name, Object.class)).toArray(Queue<?, ?>[]::new));
    }

    private List<Received> receive(Wanted wanted) throws InterruptedException {
        QueueReceiver<QueueMessage<?, ?>> receiver = receiver(wanted);
        Optional<Duration> patience = wanted.patience();
        List<QueueMessage<?, ?>> batch = patience.isPresent()
                ? receiver.nextBatch(wanted.max(), patience.get())
                : receiver.nextBatch(wanted.max());
        return batch.stream().map(Received::of).toList();
    }

    private @Nullable Received receiveFirst(Wanted wanted) throws InterruptedException {
        return receive(wanted).stream().findFirst().orElse(null);
    }

    @Action
    public @Nullable Received receiveOne(String name, @Nullable Wanted options) throws InterruptedException {
        return receiveFirst((options == null ? Wanted.ANYTHING : options).of(List.of(name)));
    }

    @Action
    public List<Received> receiveMany(List<String> names, @Nullable Wanted options) throws InterruptedException {
        return receive((options == null ? Wanted.ANYTHING : options).of(names));
    }

    @Action
    public List<Received> receiveRequest(Wanted wanted) throws InterruptedException {
        return receive(wanted);
    }

    @Action
    public List<Received> tryReceiveMany(Wanted wanted) {
        return receiver(wanted).tryNextBatch(wanted.max()).stream()
                .map(Received::of)
                .toList();
    }

    /** The first that a loop over one queue would see. */
    @Action
    public @Nullable Received receiveWithIterator(String name) throws InterruptedException {
        return Received.of(receiver(Wanted.ANYTHING.of(List.of(name))).next());
    }

    /** The first that a loop over all queues would see. */
    @Action
    public @Nullable Received receiveWithAsyncIterator() throws InterruptedException {
        return Received.of(queues().next());
    }

    /** By way of a client, as anybody else would send. */
    @Action
    public boolean sendToSelf(String name, Object body) {
        client().forId(QueueActor.class, id()).send(Queue.of(name, Object.class), body);
        return true;
    }

    @Action(internal = true)
    public void end() {
        destroy();
    }

    /** Waits for what does not come until the actor is destroyed under it. */
    @Action
    public boolean waitForAbort() {
        schedule().after(SOON, QueueActor::end);
        throw waitForNothing();
    }

    /** What the wait's end is to the outside: Java says it by an interruption, callers know it by a code. */
    private ActorError waitForNothing() {
        try {
            throw new IllegalStateException(
                    "There was a message, or none in time: " + queue(ABORT).next(LONG));
        } catch (InterruptedException e) {
            return new ActorError("actor", "aborted", "Actor aborted", null);
        }
    }

    /** Interrupts itself: Java's way to end a wait from outside. */
    @Action
    public Problem waitForSignalAbort() {
        Thread.currentThread().interrupt();
        return problem(waitForNothing());
    }

    @Action
    public Problem waitForActorAbortWithSignal() {
        schedule().after(SOON, QueueActor::end);
        return problem(waitForNothing());
    }

    private static Problem problem(ActorError error) {
        return new Problem(error.group(), error.code());
    }

    @Action
    public Ok iterWithSignalAbort() {
        Thread.currentThread().interrupt();
        try {
            queue(ABORT).forEach(message -> log().error("There was a message: {}", message.body()));
            return new Ok(false);
        } catch (InterruptedException e) {
            return new Ok(true);
        }
    }

    @Action
    public Received receiveAndComplete(String name) throws InterruptedException {
        QueueMessage<Object, Echo> message = queue(tasks(name)).next();
        message.complete(new Echo(message.body()));
        return Received.of(message);
    }

    @Action
    public Received receiveWithoutComplete(String name) throws InterruptedException {
        return Received.of(queue(tasks(name)).next());
    }

    @Action
    public Problem receiveManualThenNextWithoutComplete(String name) throws InterruptedException {
        Received.of(queue(tasks(name)).next());
        try {
            throw new IllegalStateException(
                    "The next one came: " + queue(tasks(name)).next(Duration.ZERO));
        } catch (ActorError e) {
            return problem(e);
        } finally {
            destroy();
        }
    }

    private static Queue<Object, Echo> tasks(String name) {
        if (!name.equals(TASKS.name())) {
            throw new IllegalArgumentException(name);
        }
        return TASKS;
    }

    @Action
    public Problem receiveAndCompleteTwice(String name) throws InterruptedException {
        if (!name.equals(TWICE.name())) {
            throw new IllegalArgumentException(name);
        }
        QueueMessage<Object, Ok> message = queue(TWICE).next();
        message.complete(new Ok(true));
        try {
            message.complete(new Ok(true));
            throw new IllegalStateException("It was completed twice.");
        } catch (ActorError e) {
            return problem(e);
        }
    }

    /** A message can always be completed by hand, here as everywhere; it is received and given back. */
    @Action
    public HasComplete receiveWithoutCompleteMethod(String name) throws InterruptedException {
        if (!name.equals(NOWAIT.name())) {
            throw new IllegalArgumentException(name);
        }
        return new HasComplete(queue(NOWAIT).manually().next().attempt() == 1);
    }
}
