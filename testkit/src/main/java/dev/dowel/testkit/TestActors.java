package dev.dowel.testkit;

import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorKey;
import dev.dowel.CronJob;
import dev.dowel.Event;
import dev.dowel.ScheduledAction;
import dev.dowel.TypeToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The actors of one test: a server in memory whose time is the test's. Test's thread only.
 *
 * <p>Nothing happens beside the test: when a method returns, everything that can happen without time passing has happened.
 * There is nothing to wait for, and the same test does the same every time.
 *
 * {@snippet :
 * @ActorTest(ChatRoom.class)
 * class ChatRoomTest {
 *     @Test
 *     void forgetsAfterADay(TestActors actors) {
 *         var room = actors.actor(ChatRoom.class, "r");
 *         room.call(ChatRoom::post, "hi");
 *         actors.clock().advance(Duration.ofHours(25));
 *         assertThat(room.call(ChatRoom::history)).isEmpty();
 *     }
 * }
 * }
 *
 * <p>JUnit tests get one by {@link ActorTest}. Others make one with {@link #builder()} and close it.
 */
public final class TestActors implements AutoCloseable {

    private final Engine engine;
    private final Handles handles;
    private final Insights insights;
    private final TestClock clock;

    TestActors(Engine engine) {
        this.engine = engine;
        this.handles = new Handles(engine);
        this.insights = new Insights(engine);
        this.clock = new TestClock(engine);
    }

    /** Actors whose classes have constructors without parameters. */
    @SafeVarargs
    public static TestActors of(Class<? extends Actor<?>>... types) {
        TestActorsBuilder builder = builder();
        for (Class<? extends Actor<?>> type : types) {
            builder.actor(type);
        }
        return builder.build();
    }

    /** Starts a description of actors for a test. */
    public static TestActorsBuilder builder() {
        return new TestActorsBuilder();
    }

    Engine engine() {
        return engine;
    }

    /** The actor of a key, created by the first call if it does not exist. */
    public <A> TestActor<A> actor(Class<A> type, String... key) {
        return handles.getOrCreate(ActorDefinition.nameOf(type), ActorKey.of(key), null);
    }

    /** The actor of a key, created by the first call if it does not exist. */
    public <A> TestActor<A> actor(Class<A> type, ActorKey key) {
        return handles.getOrCreate(ActorDefinition.nameOf(type), key, null);
    }

    /** The actor of a name and a key, created by the first call if it does not exist. */
    public TestActor<Object> actor(String name, ActorKey key) {
        return handles.getOrCreate(name, key, null);
    }

    /**
     * The actor of a key, created by the first call if it does not exist.
     *
     * @param input what it is then created with; null for none
     */
    public <A> TestActor<A> getOrCreate(Class<A> type, ActorKey key, @Nullable Object input) {
        return handles.getOrCreate(ActorDefinition.nameOf(type), key, input);
    }

    /** The actor of a key; calls fail with {@code actor.not_found} if it does not exist. */
    public <A> TestActor<A> get(Class<A> type, String... key) {
        return handles.get(ActorDefinition.nameOf(type), ActorKey.of(key));
    }

    /**
     * Creates an actor, and waits until it exists. The handle means this actor only, not one that has the key later.
     *
     * @param input what it is created with; null for none
     * @throws dev.dowel.ActorError {@code actor.duplicate_key} if there is one of that key, and what its hooks threw
     */
    public <A> TestActor<A> create(Class<A> type, ActorKey key, @Nullable Object input) {
        return handles.create(ActorDefinition.nameOf(type), key, input);
    }

    /** The actor of an id; calls fail with {@code actor.not_found} if it does not exist. */
    public <A> TestActor<A> forId(Class<A> type, String id) {
        return handles.forId(ActorDefinition.nameOf(type), id);
    }

    /** The time of this test. */
    public TestClock clock() {
        return clock;
    }

    /** Lets everything happen that can happen without time passing, such as calls begun with {@code callAsync}. */
    public void settle() {
        engine.settle();
    }

    /**
     * Puts an actor to sleep, with its hooks, and returns when it sleeps. If it is not awake, nothing happens.
     *
     * @throws IllegalStateException if there is no such actor
     */
    public void sleep(TestActor<?> actor) {
        insights.end(actor, "going to sleep of", (runtime, id) -> runtime.sleep(Engine.NAMESPACE, id));
    }

    /**
     * Lets an actor lose its memory, as the death of its process would: no hook runs, its connections close, calls that wait
     * fail. What is stored stays. The next call, or its next schedule, wakes it.
     *
     * @throws IllegalStateException if there is no such actor
     */
    public void crash(TestActor<?> actor) {
        insights.end(actor, "crash of", (runtime, id) -> runtime.discard(Engine.NAMESPACE, id));
    }

    /**
     * Lets the process die, and another one start on the same store: all actors lose their memory, all connections close, and
     * calls under way fail with {@code client.connection_lost}.
     */
    public void crash() {
        engine.crash();
    }

    /** Stops the server in order, with the hooks of the actors that are awake, and starts another one on the same store. */
    public void restart() {
        engine.restart();
    }

    /**
     * Lets the next commit fail: what it would have stored is undone, its actors lose their memory, and callers get {@code
     * store.unavailable}, after which they may repeat the call as it is. Asked twice, the next two fail.
     */
    public void failNextCommit() {
        engine.faults().add(CommitFaults.Fate.FAILS);
    }

    /**
     * Keeps the payloads of an actor's events, from now on: connects, with the handle's connection parameters, and subscribes.
     * Creates the actor if the handle is for that. Like every connection it ends with a crash; see {@link TestConnection}.
     *
     * @throws dev.dowel.ActorError what the actor's hooks refused the connection or the subscription with
     */
    public <T extends @Nullable Object> CapturedEvents<T> captureEvents(TestActor<?> actor, Event<T> event) {
        return actor.connect().captureEvents(event);
    }

    /**
     * The state of an actor as the last commit left it. Does not wake the actor. What a {@code RELAXED} action changed is in it
     * when it is written: at the latest after the interval, or when the actor sleeps.
     *
     * @throws IllegalArgumentException if the actor's state is of another type
     * @throws IllegalStateException if there is no such actor
     */
    public <S> S state(TestActor<?> actor, Class<S> type) {
        return insights.state(actor, type);
    }

    /**
     * The state of an actor whose state is of a generic type; see {@link #state(TestActor, Class)}.
     *
     * @throws IllegalArgumentException if the actor's state is of another type
     * @throws IllegalStateException if there is no such actor
     */
    public <S> S state(TestActor<?> actor, TypeToken<S> type) {
        return insights.state(actor, type.type());
    }

    /** Whether an actor exists. Neither creates nor wakes it. */
    public boolean exists(TestActor<?> actor) {
        return insights.find(actor).isPresent();
    }

    /**
     * The actor's id.
     *
     * @throws IllegalStateException if there is no such actor
     */
    public String id(TestActor<?> actor) {
        return insights.of(actor).actor().actorId();
    }

    /**
     * Whether an actor is awake, and why. Does not wake it.
     *
     * @throws IllegalStateException if there is no such actor
     */
    public ActorStatus status(TestActor<?> actor) {
        return Insights.status(insights.of(actor));
    }

    /** All actors there are, by name, the newest of a name first. */
    public List<ActorStatus> statuses() {
        return insights.all().stream().map(Insights::status).toList();
    }

    /**
     * What an actor has set to run once, earliest first, as the last commit left it.
     *
     * @throws IllegalStateException if there is no such actor
     */
    public List<ScheduledAction> schedules(TestActor<?> actor) {
        return insights.of(actor).actions();
    }

    /**
     * The jobs of an actor, the one that is due next first, as the last commit left them.
     *
     * @throws IllegalStateException if there is no such actor
     */
    public List<CronJob> jobs(TestActor<?> actor) {
        return insights.of(actor).jobs();
    }

    /** Ends the server, in order. Tests with {@link ActorTest} need not call it. */
    @Override
    public void close() {
        engine.close();
    }
}
