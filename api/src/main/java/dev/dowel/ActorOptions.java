package dev.dowel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Settings of an actor class. Every setting has the default of the reference system where that has one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ActorOptions {

    /** How long an action may run before it fails with {@code actor.action_timed_out}; milliseconds. */
    long actionTimeoutMillis() default 60_000;

    /** How long a connection hook or lifecycle hook may run before it fails; milliseconds. */
    long hookTimeoutMillis() default 5_000;

    /** The longest time between a {@link Durability#RELAXED} change and its write; milliseconds. */
    long stateSaveIntervalMillis() default 1_000;

    /** What an acknowledgement of this actor means. */
    Durability durability() default Durability.SYNCED;

    /** How long the actor is idle before it goes to sleep; milliseconds. */
    long sleepTimeoutMillis() default 30_000;

    /** How long everything that ends an activation may take together; milliseconds. */
    long sleepGracePeriodMillis() default 15_000;

    /** Whether the actor never goes to sleep by itself. */
    boolean noSleep() default false;

    /** Whether the actor's raw WebSockets stay open while it sleeps. */
    boolean canHibernateWebSocket() default false;

    /** The most messages the actor's queues have together, dead letters not counted. */
    int maxQueueSize() default 1_000;

    /** The largest message of a queue, as it was sent; bytes. */
    int maxQueueMessageBytes() default 65_536;
}
