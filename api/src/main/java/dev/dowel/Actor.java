package dev.dowel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The base of an actor class: a small server with a name, a key and durable state. Confined to the actor's turn.
 *
 * <p>One instance lives for one activation, so its fields are temporary variables. Methods marked {@link Action} can be
 * called by clients; overridden methods are lifecycle hooks. No two turns of one actor overlap, except at
 * {@link #await}. The constructor runs before the actor has an identity: take dependencies there, and touch state, key
 * or connections in {@link #onWake()} and later.
 *
 * {@snippet class="dev.dowel.examples.Counter" region="counter"}
 *
 * @param <S> the durable state: a record, or a mutable class with a no-argument constructor; {@code Void} for none
 */
public abstract class Actor<S extends @Nullable Object> {

    private @Nullable ActorContext<S> context;

    /** Creates the instance of one activation. */
    protected Actor() {}

    final void bind(ActorContext<S> context) {
        this.context = context;
    }

    /**
     * The state of a new actor. Runs once, in the turn that creates the actor; a failure creates nothing. Only an actor
     * of {@code Void} state need not override it.
     */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    protected S createState(CreateRequest request) throws Exception {
        return null;
    }

    /** Runs once, after {@link #createState}, in the same turn. */
    protected void onCreate(CreateRequest request) throws Exception {}

    /** Runs at the start of every activation, before the first call. */
    protected void onWake() throws Exception {}

    /**
     * Runs at the start of every activation, before every other hook and before there is a state: for what must be in place
     * before anything else, such as tables.
     *
     * @param isNew whether the actor is being created
     */
    protected void onMigrate(boolean isNew) throws Exception {}

    /**
     * Runs when the actor goes to sleep, while everything still works; what it changes is stored. Does not run when the
     * process dies.
     */
    protected void onSleep() throws Exception {}

    /**
     * Runs at the end of every turn that changed the state, in that turn: what it sends leaves with the change, and if it
     * throws, the turn is undone. It cannot change the state itself.
     */
    protected void onStateChange(S newState) throws Exception {}

    /**
     * Runs in the background from the start of every activation, as turns of the actor from one {@link #await} or {@link
     * #pause} to the next. The actor stays awake until it returns. When the actor stops, its wait ends with an {@link
     * InterruptedException} and {@link #isStopping} is true. If it throws, the error is logged and the actor goes on.
     */
    protected void run() throws Exception {}

    /** Answers a request to a path below {@code /request}. */
    protected HttpResponse onRequest(HttpRequest request) throws Exception {
        return HttpResponse.status(404);
    }

    /** Takes a raw WebSocket; set its handlers here. Throw to refuse it. */
    protected void onWebSocket(WebSocketSession session) throws Exception {}

    /** Runs in the turn that destroys the actor. */
    protected void onDestroy() throws Exception {}

    /** Runs before a caller is connected. Throw to refuse it. */
    protected void onBeforeConnect(ConnectRequest request) throws Exception {}

    /** The state of a new connection, or null for none. Throw to refuse the connection. */
    protected @Nullable Object createConnectionState(ConnectRequest request) throws Exception {
        return null;
    }

    /** Runs when a caller is connected. Throw to refuse it. */
    protected void onConnect(Connection connection) throws Exception {}

    /** Runs after a connection ended, whoever ended it. */
    protected void onDisconnect(Connection connection) throws Exception {}

    /** Whether a connection may subscribe to an event. */
    protected boolean canSubscribe(Connection connection, String event) throws Exception {
        return true;
    }

    /**
     * Whether a connection may send to a queue. Messages that actors of this server send are not asked about. Restrict names
     * here if the actor has queues that clients must not fill, or to refuse names it does not declare.
     */
    protected boolean canPublish(Connection connection, String queue) throws Exception {
        return true;
    }

    /** May replace the result of an action before it is sent. */
    protected @Nullable Object onBeforeActionResponse(
            String action, List<@Nullable Object> arguments, @Nullable Object output) throws Exception {
        return output;
    }

    /**
     * Everything this actor can reach, to pass to helper code.
     *
     * @throws IllegalStateException in the constructor
     */
    protected final ActorContext<S> context() {
        ActorContext<S> bound = context;
        if (bound == null) {
            throw new IllegalStateException(
                    "An actor has no identity, state or connections in its constructor. Use onWake().");
        }
        return bound;
    }

    /** See {@link ActorContext#id()}. */
    protected final String id() {
        return context().id();
    }

    /** See {@link ActorContext#name()}. */
    protected final String name() {
        return context().name();
    }

    /** See {@link ActorContext#key()}. */
    protected final ActorKey key() {
        return context().key();
    }

    /** See {@link ActorContext#state()}. */
    protected final S state() {
        return context().state();
    }

    /** See {@link ActorContext#setState}. */
    protected final void setState(S state) {
        context().setState(state);
    }

    /** See {@link ActorContext#update}. */
    protected final S update(UnaryOperator<S> change) {
        return context().update(change);
    }

    /** See {@link ActorContext#saveState()}. */
    protected final void saveState() {
        context().saveState();
    }

    /** See {@link ActorContext#broadcast(Event, Object)}. */
    protected final <T extends @Nullable Object> void broadcast(Event<T> event, T payload) {
        context().broadcast(event, payload);
    }

    /** See {@link ActorContext#broadcast(String, Object...)}. */
    protected final void broadcast(String event, @Nullable Object... arguments) {
        context().broadcast(event, arguments);
    }

    /** See {@link ActorContext#connection()}. */
    protected final Connection connection() {
        return context().connection();
    }

    /** See {@link ActorContext#callingConnection()}. */
    protected final Optional<Connection> callingConnection() {
        return context().callingConnection();
    }

    /** See {@link ActorContext#connections()}. */
    protected final List<Connection> connections() {
        return context().connections();
    }

    /** See {@link ActorContext#actor(Class, String...)}. */
    protected final <A> ActorHandle<A> actor(Class<A> type, String... key) {
        return context().actor(type, key);
    }

    /** See {@link ActorContext#actor(String, ActorKey)}. */
    protected final ActorHandle<?> actor(String name, ActorKey key) {
        return context().actor(name, key);
    }

    /** See {@link ActorContext#now()}. */
    protected final Instant now() {
        return context().now();
    }

    /** See {@link ActorContext#await}. */
    protected final <T extends @Nullable Object> T await(Callable<T> work) throws Exception {
        return context().await(work);
    }

    /** See {@link ActorContext#pause}. */
    protected final void pause(Duration duration) throws InterruptedException {
        context().pause(duration);
    }

    /** See {@link ActorContext#keepAwake}. */
    protected final <T extends @Nullable Object> T keepAwake(Callable<T> work) throws Exception {
        return context().keepAwake(work);
    }

    /** See {@link ActorContext#waitUntil}. */
    protected final void waitUntil(BackgroundTask task) {
        context().waitUntil(task);
    }

    /** See {@link ActorContext#isStopping()}. */
    protected final boolean isStopping() {
        return context().isStopping();
    }

    /** See {@link ActorContext#sleep()}. */
    protected final void sleep() {
        context().sleep();
    }

    /** See {@link ActorContext#schedule()}. */
    protected final Schedule schedule() {
        return context().schedule();
    }

    /** See {@link ActorContext#cron()}. */
    protected final Cron cron() {
        return context().cron();
    }

    /** See {@link ActorContext#scheduledRun()}. */
    protected final Optional<ScheduledRun> scheduledRun() {
        return context().scheduledRun();
    }

    /** See {@link ActorContext#kv()}. */
    protected final KeyValueStore kv() {
        return context().kv();
    }

    /** See {@link ActorContext#queue}. */
    protected final <M extends @Nullable Object, R extends @Nullable Object> ActorQueue<M, R> queue(Queue<M, R> queue) {
        return context().queue(queue);
    }

    /** See {@link ActorContext#queues}. */
    protected final QueueReceiver<QueueMessage<?, ?>> queues(Queue<?, ?>... queues) {
        return context().queues(queues);
    }

    /** See {@link ActorContext#client()}. */
    protected final ActorClient client() {
        return context().client();
    }

    /** See {@link ActorContext#destroy()}. */
    protected final void destroy() {
        context().destroy();
    }

    /** See {@link ActorContext#log()}. */
    protected final Logger log() {
        return context().log();
    }
}
