package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorDefinitionBuilder;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.QueueReply;
import dev.dowel.ReadOnly;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An actor with many queues, and two that create such actors. Each is confined to its turn. */
final class ManyQueueActors {

    private static final int QUEUES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ManyQueueActors() {}

    private static List<String> plus(List<String> list, String last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    /** The one with many queues, for its callers. */
    @ActorType("manyQueueChildActor")
    interface Child {

        /** Its queues differ in nothing but their names, so they are made in a loop. */
        static ActorDefinition<?> definition() {
            List<Queue<Numbered, Done>> queues = IntStream.range(0, QUEUES)
                    .mapToObj(i -> Queue.of("cmd." + i, Numbered.class, Done.class))
                    .toList();
            ActorDefinitionBuilder<Snapshot> child = ActorDefinition.<Snapshot>named("manyQueueChildActor")
                    .state(Snapshot.class, Snapshot::first)
                    .action(
                            "ping",
                            Pong.class,
                            context -> new Pong(context.state().label(), true))
                    .action("getSnapshot", Snapshot.class, ActorContext::state)
                    .run(context -> consume(context, queues));
            queues.forEach(child::queue);
            return child.build();
        }

        private static void consume(ActorContext<Snapshot> context, List<Queue<Numbered, Done>> queues)
                throws InterruptedException {
            context.update(Snapshot::begun);
            context.queues(queues.toArray(Queue<?, ?>[]::new)).forEach(message -> {
                context.update(state -> state.with(message.queue()));
                complete(message);
            });
        }

        @SuppressWarnings("unchecked") // all queues have the same types
        private static void complete(QueueMessage<?, ?> message) {
            var numbered = (QueueMessage<Numbered, Done>) message;
            numbered.complete(new Done(true, numbered.body().index()));
        }

        Pong ping();
    }

    record Numbered(int index) {}

    record Done(boolean ok, int index) {}

    record Pong(@Nullable String label, boolean pong) {}

    record Snapshot(@Nullable String label, boolean started, List<String> processed) {

        static Snapshot first(CreateRequest request) {
            return new Snapshot(request.hasInput() ? request.input(String.class) : null, false, List.of());
        }

        Snapshot begun() {
            return new Snapshot(label, true, processed);
        }

        Snapshot with(String queue) {
            return new Snapshot(label, started, plus(processed, queue));
        }
    }

    record Spawned(List<String> spawned) {

        Spawned with(String key) {
            return new Spawned(plus(spawned, key));
        }
    }

    /** Creates children in an action. */
    @ActorType("manyQueueActionParentActor")
    static final class ActionParent extends Actor<Spawned> {

        record Key(String key) {}

        @Override
        protected Spawned createState(CreateRequest request) {
            return new Spawned(List.of());
        }

        @Action
        public Key spawnChild(String key) {
            client().getOrCreateWithInput(Child.class, List.of(key), key).call(Child::ping);
            update(state -> state.with(key));
            return new Key(key);
        }

        @ReadOnly
        @Action
        public List<String> getSpawned() {
            return state().spawned();
        }
    }

    /** Creates children in the background, when messages ask for it. */
    @ActorType("manyQueueRunParentActor")
    static final class RunParent extends Actor<Spawned> {

        record Spawn(String key) {}

        record Ok(boolean ok) {}

        record Queued(boolean queued) {}

        static final Queue<Spawn, Ok> SPAWN = Queue.of("spawn", Spawn.class, Ok.class);

        @Override
        protected Spawned createState(CreateRequest request) {
            return new Spawned(List.of());
        }

        @Override
        protected void run() throws InterruptedException {
            queue(SPAWN).forEach(message -> {
                String key = message.body().key();
                client().getOrCreateWithInput(Child.class, List.of(key), key).call(Child::ping);
                update(state -> state.with(key));
                message.complete(new Ok(true));
            });
        }

        /** Gives the turn back while it waits: it is this actor's {@link #run} that it waits for. */
        @Action
        public Queued queueSpawn(String key) throws Exception {
            QueueReply<Ok> reply =
                    await(() -> client().forId(RunParent.class, id()).sendAndWait(SPAWN, new Spawn(key), PATIENCE));
            return new Queued(reply instanceof QueueReply.Completed<Ok>);
        }

        @ReadOnly
        @Action
        public List<String> getSpawned() {
            return state().spawned();
        }
    }
}
