package dev.dowel.testkit;

import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.ActorRuntimeBuilder;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * One life of a test's server, from its start to its end or crash, on a machine of its own. Test's thread only.
 *
 * <p>When it has ended, whoever waits for it is told so: nothing that it says later arrives.
 */
final class ServerLife {

    /** Somebody who waits for this server. */
    interface Waiting {
        /** The server is gone, and nobody knows what became of what was asked. */
        void lost(String how);
    }

    /** Longer than the runtime waits for actors that are to end. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final VirtualTime time;
    private final Machine machine;
    private final LifeStore store;
    private final ActorRuntime runtime;
    private final SequencedSet<Waiting> waiting = new LinkedHashSet<>();
    private String end = "The process died";
    private boolean dead;
    private boolean closed;

    ServerLife(List<ActorDefinition<?>> definitions, VirtualTime time, Machine machine, LifeStore store) {
        this.time = time;
        this.machine = machine;
        this.store = store;
        store.onCrash(this::die);
        ActorRuntimeBuilder builder =
                ActorRuntime.builder().store(store).checkStates(true).exposeErrors(true);
        definitions.forEach(builder::actor);
        this.runtime = builder.build(machine.environment());
    }

    Machine machine() {
        return machine;
    }

    ActorRuntime runtime() {
        return runtime;
    }

    /** Somebody waits from now on. */
    void waits(Waiting who) {
        waiting.add(who);
    }

    /** Somebody got an answer, and waits no longer. False if the server is dead: then there was no answer. */
    boolean serves(Waiting who) {
        return !dead && waiting.remove(who);
    }

    /** The process dies: it does nothing more from the end of the current task on. */
    void die() {
        dead = true;
        store.die();
        machine.halt();
    }

    /** Whether it has ended. */
    boolean isDead() {
        return dead;
    }

    /** Dies after so many more tasks. */
    void dieAfter(int tasks) {
        machine.haltAfter(tasks, this::die);
    }

    /** Tells those who still wait. */
    void tellWaiting() {
        while (!waiting.isEmpty()) {
            waiting.removeFirst().lost(end);
        }
    }

    /** Stops as a server stops that is told to: actors go to sleep, with their hooks. */
    void stop() {
        close();
        end = "The server stopped";
        die();
    }

    /** Ends what is left of a dead server, which changes nothing any more: its threads would wait for ever. */
    void bury() {
        machine.resume();
        close();
        machine.halt();
    }

    private void close() {
        machine.environment().turnThreads().execute(() -> {
            runtime.close();
            closed = true;
        });
        long horizon = time.after(LONGEST_STOP);
        machine.settle();
        while (!closed && machine.skip(horizon)) {
            machine.settle();
        }
    }
}
