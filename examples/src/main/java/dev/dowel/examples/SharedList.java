package dev.dowel.examples;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A list that several people write, tick off and put in order at once. It is short, so everybody is sent all of it after each
 * change: who missed some has the right list after the next. Confined to the actor's turn.
 */
@ActorType("sharedList")
public final class SharedList extends Actor<SharedList.State> {

    private static final int MOST_ITEMS = 200;
    private static final int LONGEST_TEXT = 200;

    /** One line of the list. */
    public record Item(long id, String text, boolean done) {

        Item withDone(boolean newDone) {
            return new Item(id, text, newDone);
        }

        Item withText(String newText) {
            return new Item(id, newText, done);
        }
    }

    /** The list as everybody sees it; a later one has a greater revision. */
    public record Contents(long revision, List<Item> items) {}

    /** What is kept on disk: the list, and the greatest id that was given out. */
    public record State(long revision, long lastId, List<Item> items) {

        State with(List<Item> newItems) {
            return new State(revision + 1, lastId, List.copyOf(newItems));
        }

        State plus(String text) {
            List<Item> longer = new ArrayList<>(items);
            longer.add(new Item(lastId + 1, text, false));
            return new State(revision + 1, lastId + 1, List.copyOf(longer));
        }

        int indexOf(long id) {
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).id() == id) {
                    return i;
                }
            }
            throw new UserError("no_such_item", "Somebody has removed it.");
        }

        Contents contents() {
            return new Contents(revision, items);
        }
    }

    /** Somebody changed the list. */
    public static final Event<Contents> CHANGED = Event.of("changed", Contents.class);

    @Override
    protected State createState(CreateRequest request) {
        return new State(0, 0, List.of());
    }

    @Override
    protected void onStateChange(State state) {
        broadcast(CHANGED, state.contents());
    }

    /** Returns the list. */
    @ReadOnly
    @Action
    public Contents show() {
        return state().contents();
    }

    /** Adds an item at the end and returns its id. */
    @Action(errorCodes = {"empty_text", "long_text", "full_list"})
    public long add(String text) {
        if (state().items().size() >= MOST_ITEMS) {
            throw new UserError("full_list", "The list has " + MOST_ITEMS + " items: remove one first.");
        }
        String checked = checked(text);
        return update(state -> state.plus(checked)).lastId();
    }

    /** Ticks an item off, or not. */
    @Action(errorCodes = {"no_such_item"})
    public void setDone(long id, boolean done) {
        change(id, item -> item.withDone(done));
    }

    /** Writes something else in an item's place. */
    @Action(errorCodes = {"empty_text", "long_text", "no_such_item"})
    public void rename(long id, String text) {
        String checked = checked(text);
        change(id, item -> item.withText(checked));
    }

    /** Moves an item up, by a negative number of places, or down; it stops at the ends. */
    @Action(errorCodes = {"no_such_item"})
    public void move(long id, int places) {
        List<Item> items = new ArrayList<>(state().items());
        int from = state().indexOf(id);
        Item item = items.remove(from);
        items.add(Math.clamp((long) from + places, 0, items.size()), item);
        update(state -> state.with(items));
    }

    /** Removes an item. That it is gone already is no error. */
    @Action
    public void remove(long id) {
        keep(state().items().stream().filter(item -> item.id() != id).toList());
    }

    /** Removes what is ticked off. */
    @Action
    public void removeDone() {
        keep(state().items().stream().filter(item -> !item.done()).toList());
    }

    private void keep(List<Item> items) {
        if (items.size() < state().items().size()) {
            update(state -> state.with(items));
        }
    }

    private void change(long id, UnaryOperator<Item> change) {
        List<Item> items = new ArrayList<>(state().items());
        int index = state().indexOf(id);
        items.set(index, change.apply(items.get(index)));
        update(state -> state.with(items));
    }

    private static String checked(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new UserError("empty_text", "Write something.");
        }
        if (stripped.length() > LONGEST_TEXT) {
            throw new UserError("long_text", "Write it in " + LONGEST_TEXT + " characters.");
        }
        return stripped;
    }
}
