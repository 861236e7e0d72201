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
    private long created;

    @Override
    public synchronized byte @Nullable [] loadState(String actorId) {
        Stored stored = actors.get(actorId);
        return stored == null ? null : stored.state();
    }

    @Override
    public synchronized void commit(List<ActorCommit> group) {
        Set<String> stale = new HashSet<>();
        for (ActorCommit commit : group) {
            Long newest = claims.get(commit.claim().record().id());
            if (newest == null || newest != commit.claim().generation()) {
                stale.add(commit.claim().record().id());
            }
        }
        if (!stale.isEmpty()) {
            throw new StaleClaimException(stale);
        }
        group.forEach(this::apply);
    }

    private void apply(ActorCommit commit) {
        ActorRecord record = commit.claim().record();
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
        return Optional.ofNullable(addresses.get(address)).map(id -> actors.get(id).record());
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
        long generation = Math.max(stored.record().generation(), claims.getOrDefault(actorId, 0L)) + 1;
        claims.put(actorId, generation);
        return Optional.of(new Claim(stored.record().withGeneration(generation), false));
    }

    @Override
    public synchronized Claim claimNew(ActorRecord candidate) {
        String existing = addresses.get(candidate.address());
        if (existing != null) {
            return claim(existing).orElseThrow();
        }
        claims.put(candidate.id(), 1L);
        return new Claim(candidate.withGeneration(1), true);
    }

    @Override
    public synchronized void release(Claim claim) {
        claims.remove(claim.record().id(), claim.generation());
    }

    @Override
    public synchronized Page list(String namespace, String name, @Nullable String cursor, int limit) {
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
