package dev.dowel;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A durable queue of an actor: its name, what its messages and their answers are, and how failures are treated. Immutable.
 *
 * <p>Declared as a constant of the actor class. A message is delivered at least once and in order; it is removed in the
 * commit of the turn that handles it, so what that turn changes in the actor happens once. See {@link ActorQueue}.
 *
 * {@snippet :
 * public static final Queue<Job, Void> JOBS = Queue.of("jobs", Job.class);
 * public static final Queue<Question, Answer> QUESTIONS = Queue.of("questions", Question.class, Answer.class);
 * }
 *
 * @param <M> the messages
 * @param <R> what a message is completed with; {@code Void} if messages need no completion
 */
public final class Queue<M extends @Nullable Object, R extends @Nullable Object> {

    /** How often a message is tried unless a queue says otherwise. */
    public static final int DEFAULT_ATTEMPTS = 10;

    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 128;

    private final String name;
    private final Type messageType;
    private final Type replyType;
    private final boolean strict;
    private final int maxAttempts;

    private Queue(String name, Type messageType, Type replyType, boolean strict, int maxAttempts) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A queue has a name of 1 to " + LONGEST_NAME + " characters.");
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("A message is tried at least once, not " + maxAttempts + " times.");
        }
        this.name = name;
        this.messageType = messageType;
        this.replyType = replyType;
        this.strict = strict;
        this.maxAttempts = maxAttempts;
    }

    /** A queue of messages that are done when they are handled. */
    public static <M extends @Nullable Object> Queue<M, @Nullable Void> of(String name, Class<M> message) {
        return new Queue<>(name, message, Void.class, false, DEFAULT_ATTEMPTS);
    }

    /** A queue of messages of a generic type that are done when they are handled. */
    public static <M extends @Nullable Object> Queue<M, @Nullable Void> of(String name, TypeToken<M> message) {
        return new Queue<>(name, message.type(), Void.class, false, DEFAULT_ATTEMPTS);
    }

    /** A queue of messages that are done when the consumer completes them with an answer. */
    public static <M extends @Nullable Object, R extends @Nullable Object> Queue<M, R> of(
            String name, Class<M> message, Class<R> reply) {
        return new Queue<>(name, message, reply, false, DEFAULT_ATTEMPTS);
    }

    /** A queue of messages of generic types that are done when the consumer completes them with an answer. */
    public static <M extends @Nullable Object, R extends @Nullable Object> Queue<M, R> of(
            String name, TypeToken<M> message, TypeToken<R> reply) {
        return new Queue<>(name, message.type(), reply.type(), false, DEFAULT_ATTEMPTS);
    }

    /**
     * The same queue in strict order: a message that failed keeps all later ones waiting until it succeeds or is given up.
     * Otherwise later ones go on while it waits for its next attempt.
     */
    public Queue<M, R> inStrictOrder() {
        return new Queue<>(name, messageType, replyType, true, maxAttempts);
    }

    /** The same queue with another number of attempts, at least 1, before a message becomes a dead letter. */
    public Queue<M, R> maxAttempts(int attempts) {
        return new Queue<>(name, messageType, replyType, strict, attempts);
    }

    /** The name producers send to. */
    public String name() {
        return name;
    }

    /** The type of the messages. */
    public Type messageType() {
        return messageType;
    }

    /** The type of the answers, {@code Void} if messages need no completion. */
    public Type replyType() {
        return replyType;
    }

    /** Whether messages are completed with an answer. */
    public boolean isCompletable() {
        return replyType != Void.class;
    }

    /** Whether a message that failed keeps later ones waiting. */
    public boolean isStrict() {
        return strict;
    }

    /** How often a message is tried before it becomes a dead letter. */
    public int maxAttempts() {
        return maxAttempts;
    }

    @Override
    public String toString() {
        return "Queue[" + name + "]";
    }
}
