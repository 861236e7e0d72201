package dev.dowel.runtime.store;

import dev.dowel.runtime.ActorAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store that forgets everything when the process ends: for tests, and for servers that keep nothing. Thread safe; one
 * lock guards everything.
 */
public final class MemoryStore implements ActorStore, Directory {

    private record Stored(ActorRecord record, byte @Nullable [] state, long order) {}

    private final Map<String, Stored> actors = new HashMap<>();
    private final Map<ActorAddress, String> addresses = new HashMap<>();
    private final Map<String, Long> claims = new HashMap<>();
    private final MemoryEntries entries = new MemoryEntries();

    /** New actors that are claimed and not stored yet. */
    private final Map<ActorAddress, String> unborn = new HashMap<>();

    private long created;

    /** The highest generation that was given up without a commit. An actor's next claim must not get its number. */
    private long abandoned;

    @Override
    public synchronized byte @Nullable [] loadState(String actorId) {
        Stored stored = actors.get(actorId);
        return stored == null ? null : stored.state();
    }

    @Override
    public synchronized byte @Nullable [] loadEntry(String actorId, EntryKey key) {
        return entries.load(actorId, key);
    }

    @Override
    public synchronized List<Entry> loadEntries(String actorId, EntryRange range) {
        return entries.load(actorId, range);
    }

    @Override
    public synchronized List<Alarm> alarms(@Nullable Alarm after, long until, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A page has at least one alarm, not " + limit);
        }
        return entries.alarms(after, until, limit);
    }

    /**
     * As {@link ActorStore#commit} says, and checks what other stores rely on.
     *
     * @throws IllegalArgumentException if a commit does not know when the actor's alarm was due; nothing was written
     */
    @Override
    public synchronized void commit(List<ActorCommit> group) {
        checkClaims(group);
        group.forEach(entries::check);
        group.forEach(this::apply);
    }

    private void checkClaims(List<ActorCommit> group) {
        Set<String> stale = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (ActorCommit commit : group) {
            String id = commit.claim().record().id();
            Long newest = claims.get(id);
            if (newest == null || newest != commit.claim().generation()) {
                stale.add(id);
            } else if (!ids.add(id)) {
                throw new IllegalArgumentException("Actor " + id + " is twice in a commit group");
            } else if (!commit.create() && !commit.destroy() && !actors.containsKey(id)) {
                throw new IllegalArgumentException("The first commit of actor " + id + " does not create it");
            }
        }
        if (!stale.isEmpty()) {
            throw new StaleClaimException(stale);
        }
    }

    private void apply(ActorCommit commit) {
        ActorRecord record = commit.claim().record();
        entries.apply(commit);
        unborn.remove(record.address(), record.id());
        if (commit.destroy()) {
            actors.remove(record.id());
            addresses.remove(record.address(), record.id());
            claims.remove(record.id());
            return;
        }
        Stored before = actors.get(record.id());
        long order = before == null ? created++ : before.order();
        byte[] kept = before == null ? null : before.state();
        actors.put(record.id(), new Stored(record, commit.state() == null ? kept : commit.state(), order));
        if (commit.create()) {
            addresses.put(record.address(), record.id());
        }
    }

    @Override
    public synchronized Optional<ActorRecord> find(ActorAddress address) {
        return Optional.ofNullable(addresses.get(address)).map(actors::get).map(Stored::record);
    }

    @Override
    public synchronized Optional<ActorRecord> find(String actorId) {
        return Optional.ofNullable(actors.get(actorId)).map(Stored::record);
    }

    @Override
    public synchronized Optional<Claim> claim(String actorId) {
        Stored stored = actors.get(actorId);
        if (stored == null) {
            return Optional.empty();
        }
        long newest = Math.max(stored.record().generation(), claims.getOrDefault(actorId, 0L));
        long generation = Math.max(newest, abandoned) + 1;
        claims.put(actorId, generation);
        return Optional.of(new Claim(stored.record().withGeneration(generation), false));
    }

    @Override
    public synchronized Claim claimNew(ActorRecord candidate) {
        String existing = addresses.get(candidate.address());
        if (existing != null) {
            return claim(existing).orElseThrow();
        }
        String earlier = unborn.put(candidate.address(), candidate.id());
        if (earlier != null && !earlier.equals(candidate.id())) {
            claims.remove(earlier);
        }
        long generation = claims.merge(candidate.id(), 1L, Long::sum);
        return new Claim(candidate.withGeneration(generation), true);
    }

    @Override
    public synchronized void release(Claim claim) {
        ActorRecord record = claim.record();
        if (claims.remove(record.id(), claim.generation())) {
            unborn.remove(record.address(), record.id());
            Stored stored = actors.get(record.id());
            if (stored != null && stored.record().generation() != claim.generation()) {
                abandoned = Math.max(abandoned, claim.generation());
            }
        }
    }

    @Override
    public synchronized Page list(String namespace, String name, @Nullable String cursor, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A page has at least one actor, not " + limit);
        }
        long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        List<Stored> page = actors.values().stream()
                .filter(stored -> stored.record().address().namespace().equals(namespace)
                        && stored.record().address().name().equals(name)
                        && stored.order() < before)
                .sorted(Comparator.comparingLong(Stored::order).reversed())
                .limit(limit + 1L)
                .toList();
        List<ActorRecord> records =
                page.stream().limit(limit).map(Stored::record).toList();
        String next = page.size() > limit ? Long.toString(page.get(limit - 1).order()) : null;
        return new Page(records, next);
    }

    @Override
    public synchronized List<String> names(String namespace) {
        return actors.values().stream()
                .map(stored -> stored.record().address())
                .filter(address -> address.namespace().equals(namespace))
                .map(ActorAddress::name)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Directory directory() {
        return this;
    }

    @Override
    public void close() {}
}
