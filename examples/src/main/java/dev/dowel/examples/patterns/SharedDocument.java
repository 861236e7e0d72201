package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that several people edit at once. Everybody edits what they see; the actor moves an edit that was made on an older
 * revision past those that came in between, applies it, and tells everybody. Confined to the actor's turn.
 */
@ActorType("sharedDocument")
public final class SharedDocument extends Actor<SharedDocument.State> {

    /** How many edits back an editor may be. */
    private static final int REMEMBERED = 1_000;

    /** Where an editor is. */
    public record Cursor(String name, int position) {}

    /** An edit as everybody applies it, and the revision that it makes. */
    public record Applied(long revision, TextEdit edit) {}

    /** The text, its revision, and the edits that led to it. */
    public record State(String text, long revision, List<TextEdit> recent) {

        State after(TextEdit edit) {
            List<TextEdit> edits = new ArrayList<>(recent);
            edits.add(edit);
            int forgotten = Math.max(0, edits.size() - REMEMBERED);
            return new State(edit.applyTo(text), revision + 1, List.copyOf(edits.subList(forgotten, edits.size())));
        }

        /** The edits since a revision. */
        List<TextEdit> since(long base) {
            long missing = revision - base;
            if (missing < 0 || missing > recent.size()) {
                throw new UserError("too_old", "Load the document again.");
            }
            return recent.subList(recent.size() - (int) missing, recent.size());
        }
    }

    /** What a client sees first. */
    public record Snapshot(String text, long revision) {}

    /** An edit was applied. */
    public static final Event<Applied> APPLIED = Event.of("applied", Applied.class);

    /** An editor moved. */
    public static final Event<Cursor> CURSOR = Event.of("cursor", Cursor.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State("", 0, List.of());
    }

    @Override
    protected Object createConnectionState(ConnectRequest request) {
        return new Cursor(request.hasParams() ? request.params(Editor.class).name() : "somebody", 0);
    }

    /** Who connects. */
    public record Editor(String name) {}

    @Override
    protected void onDisconnect(Connection connection) {
        broadcast(CURSOR, new Cursor(connection.state(Cursor.class).name(), -1));
    }

    /** The document as it is. */
    @ReadOnly
    @Action
    public Snapshot load() {
        return new Snapshot(state().text(), state().revision());
    }

    /** Applies an edit that was made on a revision, and returns the revision it makes. */
    @Action
    public long edit(long base, TextEdit edit) {
        TextEdit moved = edit;
        for (TextEdit other : state().since(base)) {
            moved = moved.after(other);
        }
        State next = state().after(moved);
        setState(next);
        broadcast(APPLIED, new Applied(next.revision(), moved));
        return next.revision();
    }

    /** Tells the others where this editor is. */
    @Action
    public void moveTo(int position) {
        Cursor cursor = new Cursor(connection().state(Cursor.class).name(), position);
        connection().setState(cursor);
        broadcast(CURSOR, cursor);
    }
}
