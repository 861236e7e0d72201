package dev.dowel.rocksdb;

import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Who owns which actor of one data directory. Thread safe. See {@link Claims} for what makes claims exclusive. */
final class RocksDbDirectory implements Directory {

    private final Database database;
    private final Claims claims;

    RocksDbDirectory(Database database, Claims claims) {
        this.database = database;
        this.claims = claims;
    }

    @Override
    public Optional<ActorRecord> find(ActorAddress address) {
        return idAt(address).flatMap(this::find);
    }

    @Override
    public Optional<ActorRecord> find(String actorId) {
        return stored(actorId).map(StoredActor::record);
    }

    private Optional<StoredActor> stored(String actorId) {
        byte[] value = database.read(db -> db.get(Column.ACTOR, StoredKeys.id(actorId)));
        return value == null ? Optional.empty() : Optional.of(StoredValues.actor(actorId, value));
    }

    private Optional<String> idAt(ActorAddress address) {
        byte[] value = database.read(db -> db.get(Column.NAME, StoredKeys.address(address)));
        return value == null ? Optional.empty() : Optional.of(StoredValues.id(value));
    }

    @Override
    public Optional<Claim> claim(String actorId) {
        OptionalLong above = claims.enter(actorId);
        if (above.isEmpty()) {
            return Optional.empty();
        }
        Optional<Claim> claim = Optional.empty();
        try {
            claim = stored(actorId).map(stored -> {
                long generation = Math.max(stored.record().generation(), above.getAsLong()) + 1;
                return claims.grant(stored, generation);
            });
            return claim;
        } finally {
            if (claim.isEmpty()) {
                claims.leave(actorId, above.getAsLong());
            }
        }
    }

    @Override
    public Optional<Claim> claim(ActorAddress address) {
        return idAt(address).flatMap(this::claim);
    }

    @Override
    public Claim claimNew(ActorRecord candidate) {
        while (true) {
            Optional<Claim> claim =
                    claimIfFree(candidate).or(() -> idAt(candidate.address()).flatMap(this::claim));
            if (claim.isPresent()) {
                return claim.get();
            }
        }
    }

    private Optional<Claim> claimIfFree(ActorRecord candidate) {
        long above = claims.enterNew(candidate);
        boolean free = false;
        try {
            free = idAt(candidate.address()).isEmpty();
            return free ? Optional.of(claims.grantNew(candidate, above + 1)) : Optional.empty();
        } finally {
            if (!free) {
                claims.leaveNew(candidate);
            }
        }
    }

    @Override
    public void release(Claim claim) {
        claims.release(claim);
    }

    @Override
    public Page list(String namespace, String name, @Nullable String cursor, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A page has at least one actor, not " + limit);
        }
        byte[] prefix = StoredKeys.recentPrefix(namespace, name);
        byte[] from = cursor == null ? prefix : StoredKeys.recent(namespace, name, ListCursor.parse(cursor));
        var span = new Span(from, StoredKeys.behind(prefix));
        List<byte[]> keys = database.read(db -> db.keys(Column.RECENT, span, limit + 1));
        List<ListCursor> positions = keys.stream().map(StoredKeys::positionIn).toList();
        List<ActorRecord> records = positions.stream()
                .limit(limit)
                .flatMap(position -> find(position.actorId()).stream())
                .toList();
        return new Page(records, positions.size() > limit ? positions.get(limit).toString() : null);
    }

    /** Jumps from name to name, so that the cost is that of the names and not of the actors. */
    @Override
    public List<String> names(String namespace) {
        byte[] prefix = StoredKeys.recentPrefix(namespace);
        var names = new ArrayList<String>();
        var rest = new Span(prefix, StoredKeys.behind(prefix));
        while (true) {
            Span span = rest;
            List<byte[]> next = database.read(db -> db.keys(Column.RECENT, span, 1));
            if (next.isEmpty()) {
                names.sort(null);
                return names;
            }
            String name = StoredKeys.nameIn(next.getFirst());
            names.add(name);
            rest = new Span(StoredKeys.behind(StoredKeys.recentPrefix(namespace, name)), rest.to());
        }
    }
}
