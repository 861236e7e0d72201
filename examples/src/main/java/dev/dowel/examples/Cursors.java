package dev.dowel.examples;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.ConnectRequest;
import dev.dowel.Connection;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.util.List;

/**
 * Where the visitors of a page point. Nothing of it is kept on disk: a visitor's place is the state of their connection, which
 * survives that the actor sleeps and ends with the visit. Confined to the actor's turn.
 */
@ActorType(value = "cursors", connectionParams = Cursors.Visitor.class)
public final class Cursors extends Actor<Void> {

    private static final int LONGEST_NAME = 30;

    /** Who connects. */
    public record Visitor(String name) {}

    /**
     * Where a visitor points.
     *
     * @param id of the visitor's connection
     * @param x from 0, left, to 1, right
     * @param y from 0, top, to 1, bottom
     */
    public record Pointer(String id, String name, double x, double y) {}

    /** What a connection remembers; nobody points anywhere at first. */
    public record Place(String name, boolean pointing, double x, double y) {

        Pointer pointer(Connection connection) {
            return new Pointer(connection.id(), name, x, y);
        }
    }

    /** A visitor points somewhere else. */
    public static final Event<Pointer> MOVED = Event.of("moved", Pointer.class);

    /** A visitor points nowhere any more: the id of their connection. */
    public static final Event<String> LEFT = Event.of("left", String.class);

    @Override
    protected Object createConnectionState(ConnectRequest request) {
        String name = request.hasParams() ? request.params(Visitor.class).name().strip() : "";
        if (name.length() > LONGEST_NAME) {
            throw new UserError("long_name", "A name has " + LONGEST_NAME + " characters at most.");
        }
        return new Place(name.isEmpty() ? "Somebody" : name, false, 0, 0);
    }

    @Override
    protected void onDisconnect(Connection connection) {
        if (connection.state(Place.class).pointing()) {
            broadcast(LEFT, connection.id());
        }
    }

    /** Points somewhere. What lies outside is moved to the edge. */
    @Action(errorCodes = {"nowhere"})
    public void moveTo(double x, double y) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            throw new UserError("nowhere", "Point with two numbers from 0 to 1.");
        }
        String name = connection().state(Place.class).name();
        Place place = new Place(name, true, Math.clamp(x, 0, 1), Math.clamp(y, 0, 1));
        connection().setState(place);
        broadcast(MOVED, place.pointer(connection()));
    }

    /** Points nowhere. */
    @Action
    public void leave() {
        String name = connection().state(Place.class).name();
        connection().setState(new Place(name, false, 0, 0));
        broadcast(LEFT, connection().id());
    }

    /** Returns the id of the caller's connection, which is that of its pointer. */
    @ReadOnly
    @Action
    public String whoAmI() {
        return connection().id();
    }

    /** Returns where everybody points, the caller included. */
    @ReadOnly
    @Action
    public List<Pointer> everybody() {
        return connections().stream()
                .filter(connection -> connection.state(Place.class).pointing())
                .map(connection -> connection.state(Place.class).pointer(connection))
                .toList();
    }
}
