package dev.dowel.runtime.simulation;

import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.EntryRange;
import java.util.Set;

/** Whether the actor that a key leads to is the one it must be, and nothing of the others is left. Test's thread only. */
record Identity(Chronicle chronicle, ScriptedStore store) {

    /** Compares with who is there. */
    void check(String key, String id) {
        Witness witness = chronicle.witness();
        if (chronicle.isGone(id)) {
            witness.accuse("G8: " + id + " was destroyed and lives");
        }
        Set<String> earlier = chronicle.earlier(key, id);
        if (earlier.size() > chronicle.destroyRequests(key)) {
            witness.accuse("G1: " + key + " was replaced without being destroyed: " + earlier);
        }
        earlier.forEach(this::checkGone);
    }

    /** Nothing of a destroyed actor is left. */
    private void checkGone(String id) {
        boolean left = store.directory().find(id).isPresent() || store.loadState(id) != null;
        for (ActorPart part : ActorPart.values()) {
            left |= !store.loadEntries(id, EntryRange.all(part)).isEmpty();
        }
        if (left) {
            chronicle.witness().accuse("G8: something is left of " + id);
        }
    }
}
