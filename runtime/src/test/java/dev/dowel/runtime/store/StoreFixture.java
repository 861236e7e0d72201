package dev.dowel.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the suites of a store's two halves start from: an empty store, and short words for what is done to it. One per
 * test.
 */
public abstract class StoreFixture {

    private static final AtomicInteger IDS = new AtomicInteger();

    /** The store under test. */
    protected ActorStore store;

    /** An empty store. Closed after the test. */
    protected abstract ActorStore openEmpty();

    @BeforeEach
    void openStore() {
        store = openEmpty();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** An actor that has never been, with a fresh id. */
    protected static ActorRecord candidate(ActorAddress address, long createdAt) {
        return new ActorRecord(String.format("%030d", IDS.incrementAndGet()), address, 0, createdAt);
    }

    /** The address of a room. */
    protected static ActorAddress room(String key) {
        return new ActorAddress("default", "room", ActorKey.of(key));
    }

    /** A claim on a new actor in a room. */
    protected Claim claimNew(String key) {
        return store.directory().claimNew(candidate(room(key), 1));
    }

    /** A claim on an actor that is stored in a room, with this state. */
    protected Claim createRoom(String key, String state) {
        Claim claim = claimNew(key);
        store.commit(List.of(creating(claim, state)));
        return claim;
    }

    /** A claim on an actor that is stored with this id, in the room of the same name. */
    protected Claim createWithId(String id) {
        Claim claim = store.directory().claimNew(new ActorRecord(id, room(id), 0, 1));
        store.commit(List.of(creating(claim, "one")));
        return claim;
    }

    /** A claim on a stored actor. */
    protected Claim claim(Claim earlier) {
        return store.directory().claim(earlier.record().id()).orElseThrow();
    }

    /** The first commit of a new actor. */
    protected static ActorCommit creating(Claim claim, String state) {
        return new ActorCommit(claim, true, bytes(state), false);
    }

    /** A commit of a state. */
    protected static ActorCommit writing(Claim claim, String state) {
        return new ActorCommit(claim, false, bytes(state), false);
    }

    /** The last commit of an actor. */
    protected static ActorCommit destroying(Claim claim) {
        return new ActorCommit(claim, false, null, true);
    }

    /** A commit of a state, of entries and of another alarm. */
    protected static ActorCommit changing(
            Claim claim, String state, Map<EntryKey, byte @Nullable []> entries, @Nullable AlarmChange alarm) {
        return new ActorCommit(claim, claim.isNew(), bytes(state), false, entries, alarm);
    }

    /** A commit of entries alone. */
    protected static ActorCommit changing(Claim claim, Map<EntryKey, byte @Nullable []> entries) {
        return new ActorCommit(claim, false, null, false, entries, null);
    }

    /** A commit of an alarm alone. */
    protected static ActorCommit moving(Claim claim, @Nullable Long before, @Nullable Long after) {
        return new ActorCommit(claim, false, null, false, Map.of(), new AlarmChange(before, after));
    }

    /** The last commit of an actor that has an alarm. */
    protected static ActorCommit destroying(Claim claim, long alarm) {
        return new ActorCommit(claim, false, null, true, Map.of(), new AlarmChange(alarm, null));
    }

    /** A key in the key-value store. */
    protected static EntryKey kv(String key) {
        return new EntryKey(ActorPart.KV, bytes(key));
    }

    /** Entries in the key-value store that all have their key as value. */
    protected static Map<EntryKey, byte @Nullable []> kvs(String... keys) {
        return Arrays.stream(keys).collect(Collectors.toMap(StoreFixture::kv, StoreFixture::bytes));
    }

    /** All entries of a claim's actor, as texts "part key=value". */
    protected static List<String> entriesIn(ActorStore store, Claim claim) {
        return Arrays.stream(ActorPart.values())
                .flatMap(part -> store.loadEntries(claim.record().id(), EntryRange.all(part)).stream()
                        .map(entry ->
                                part + " " + new String(entry.key(), UTF_8) + "=" + new String(entry.value(), UTF_8)))
                .toList();
    }

    /** All alarms, as the keys of the rooms and the times. */
    protected static List<String> alarmsIn(ActorStore store) {
        return store.alarms(null, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(alarm -> store.directory()
                                .find(alarm.actorId())
                                .map(record -> record.address().key().parts().getFirst())
                                .orElse("nobody")
                        + "@" + alarm.dueAt())
                .toList();
    }

    /** The state of a claim's actor in a store, as text; or "none". */
    protected static String stateIn(ActorStore store, Claim claim) {
        byte[] state = store.loadState(claim.record().id());
        return state == null ? "none" : new String(state, UTF_8);
    }

    /** The state of a claim's actor, as text; or "none". */
    protected String state(Claim claim) {
        return stateIn(store, claim);
    }

    /** A state's bytes. */
    protected static byte[] bytes(String state) {
        return state.getBytes(UTF_8);
    }
}
