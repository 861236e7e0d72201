package dev.dowel.runtime.activation;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The threads that write the bodies of an activation's answers. Thread safe. Most activations never have one. */
final class OpenStreams {

    private @Nullable Set<Thread> writers;
    private boolean stopping;

    synchronized void add(Thread writer) {
        Set<Thread> known = writers;
        if (known == null) {
            known = new HashSet<>();
            writers = known;
        }
        known.add(writer);
        if (stopping) {
            writer.interrupt();
        }
    }

    synchronized void remove(Thread writer) {
        if (writers != null) {
            writers.remove(writer);
        }
    }

    /** Tells the writers that the actor stops. */
    synchronized void requestStop() {
        stopping = true;
        if (writers != null) {
            writers.forEach(Thread::interrupt);
        }
    }
}
