package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import org.jspecify.annotations.Nullable;

/**
 * A control channel: commands have a queue of their own, so they are followed after at most one more row, however many rows
 * wait. While it is paused, rows only pile up. Confined to the actor's turn.
 */
@ActorType("importer")
public final class Importer extends Actor<Importer.State> {

    /** What it can be told. */
    public enum Command {
        /** Import nothing more. */
        PAUSE,
        /** Go on. */
        RESUME
    }

    /** A row to import. */
    public record Row(String text) {}

    /** How many rows were imported, and whether it is paused. */
    public record State(int imported, boolean paused) {}

    /** Commands. */
    public static final Queue<Command, @Nullable Void> CONTROL = Queue.of("control", Command.class);

    /** The backlog. */
    public static final Queue<Row, @Nullable Void> ROWS = Queue.of("rows", Row.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, false);
    }

    @Override
    protected void run() throws InterruptedException {
        while (true) {
            if (state().paused()) {
                follow(queue(CONTROL).next().body());
                continue;
            }
            Object body = queues(CONTROL, ROWS).next().body(); // queues that have messages take turns
            if (body instanceof Command command) {
                follow(command);
            } else if (body instanceof Row) {
                update(importer -> new State(importer.imported() + 1, false));
            }
        }
    }

    private void follow(Command command) {
        update(importer -> new State(importer.imported(), command == Command.PAUSE));
    }

    /** Goes on, and pauses again as soon as possible. */
    @Action
    public void step() {
        queue(CONTROL).send(Command.RESUME);
        queue(CONTROL).send(Command.PAUSE);
    }

    /** How far it is. */
    @ReadOnly
    @Action
    public State progress() {
        return state();
    }
}
