package dev.dowel.rocksdb;

import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorPart;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Claim;
import dev.dowel.runtime.store.StaleClaimException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The claims that are alive: which generation of which actor may commit. Thread safe; one lock, held for a few map
 * operations and never during I/O.
 *
 * <p>Only claimed actors are in memory. What a stored actor's generation is, the caller reads from the database, between
 * two calls here. The rules that make this safe:
 *
 * <ol>
 *   <li>An actor is <em>entered</em> before its record is read: from then on no earlier claim can start a commit, so what
 *       is read stays true until the claim is granted.
 *   <li>An actor in a group that is being written cannot be entered or released; both wait for the end of that write. So
 *       a new claim sees the last commit of the one before.
 *   <li>A new claim's generation is above the stored one, above the one it replaces, and above every generation that was
 *       given up in this process without a commit. The last is kept as one number for all actors: generations need to
 *       grow, not to be dense. Without it, an actor's next claim could get the number of an abandoned one.
 *   <li>At most one claim is alive for an address that is not stored. A later one replaces it.
 * </ol>
 */
final class Claims {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, HeldClaim> held = new HashMap<>();
    private final Map<ActorAddress, String> unborn = new HashMap<>();
    private long abandoned;

    /**
     * Starts a claim on an actor that may be stored. Earlier claims are stale from here on. Must be followed by {@link
     * #grant} or {@link #leave}.
     *
     * @return what the new generation must be above, or nothing if the actor is claimed but not stored yet
     */
    OptionalLong enter(String actorId) {
        lock.lock();
        try {
            HeldClaim before = held.get(actorId);
            while (busy(before)) {
                changed.awaitUninterruptibly();
                before = held.get(actorId);
            }
            if (before != null && !before.stored()) {
                return OptionalLong.empty();
            }
            held.put(actorId, HeldClaim.entered(true));
            return OptionalLong.of(Math.max(abandoned, before == null ? 0 : before.generation()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Starts a claim on an address where perhaps nothing is stored. Must be followed by {@link #grant} or {@link #leaveNew}.
     *
     * @return what the new generation must be above
     */
    long enterNew(ActorRecord candidate) {
        lock.lock();
        try {
            String other = unborn.get(candidate.address());
            HeldClaim before = held.get(candidate.id());
            while (busy(before) || (other != null && busy(held.get(other)))) {
                changed.awaitUninterruptibly();
                other = unborn.get(candidate.address());
                before = held.get(candidate.id());
            }
            if (other != null) {
                held.remove(other);
            }
            unborn.put(candidate.address(), candidate.id());
            held.put(candidate.id(), HeldClaim.entered(false));
            return before == null ? 0 : before.generation();
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #enter} began: the claim is alive. */
    Claim grant(StoredActor actor, long generation) {
        return grant(actor.record(), new HeldClaim(generation, true, actor.parts()), false);
    }

    /** Ends what {@link #enterNew} began: the claim is alive. */
    Claim grantNew(ActorRecord candidate, long generation) {
        return grant(candidate, new HeldClaim(generation, false, Parts.NONE), true);
    }

    private Claim grant(ActorRecord record, HeldClaim claim, boolean isNew) {
        lock.lock();
        try {
            held.put(record.id(), claim);
            changed.signalAll();
            return new Claim(record.withGeneration(claim.generation()), isNew);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends what {@link #enter} began: there is no claim on the actor any more.
     *
     * @param above what {@link #enter} returned
     */
    void leave(String actorId, long above) {
        lock.lock();
        try {
            held.remove(actorId);
            abandoned = Math.max(abandoned, above);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #enterNew} began: the address is not free. */
    void leaveNew(ActorRecord candidate) {
        lock.lock();
        try {
            held.remove(candidate.id());
            unborn.remove(candidate.address(), candidate.id());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a claim, unless it is stale already. */
    void release(Claim claim) {
        String actorId = claim.record().id();
        lock.lock();
        try {
            HeldClaim current = held.get(actorId);
            while (busy(current)) {
                changed.awaitUninterruptibly();
                current = held.get(actorId);
            }
            if (current == null || current.generation() != claim.generation()) {
                return;
            }
            held.remove(actorId);
            unborn.remove(claim.record().address(), actorId);
            if (!current.recorded()) {
                abandoned = Math.max(abandoned, current.generation());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks a group's claims and keeps them as they are until {@link #endCommit}. Commit thread only.
     *
     * @return the live claim of each commit, in order
     * @throws StaleClaimException naming all actors whose claim is not alive
     * @throws IllegalArgumentException if an actor is twice in the group, or the first commit of a new one does not
     *     create it
     */
    List<HeldClaim> startCommit(List<ActorCommit> group) {
        lock.lock();
        try {
            List<HeldClaim> checked = check(group);
            checked.forEach(claim -> claim.committing(true));
            return checked;
        } finally {
            lock.unlock();
        }
    }

    private List<HeldClaim> check(List<ActorCommit> group) {
        var checked = new ArrayList<HeldClaim>(group.size());
        var ids = new HashSet<String>();
        var stale = new HashSet<String>();
        for (ActorCommit commit : group) {
            String actorId = commit.claim().record().id();
            HeldClaim current = held.get(actorId);
            if (current == null || current.generation() != commit.claim().generation()) {
                stale.add(actorId);
            } else if (!ids.add(actorId)) {
                throw new IllegalArgumentException("Actor " + actorId + " is twice in a commit group");
            } else if (!current.stored() && !commit.create() && !commit.destroy()) {
                throw new IllegalArgumentException("The first commit of actor " + actorId + " does not create it");
            } else {
                checked.add(current);
            }
        }
        if (!stale.isEmpty()) {
            throw new StaleClaimException(stale);
        }
        return checked;
    }

    /** Ends the write of a group. Commit thread only. */
    void endCommit(List<ActorCommit> group, List<HeldClaim> claims, boolean written) {
        lock.lock();
        try {
            for (int i = 0; i < claims.size(); i++) {
                claims.get(i).committing(false);
                if (written) {
                    settle(group.get(i), claims.get(i));
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void settle(ActorCommit commit, HeldClaim claim) {
        ActorRecord record = commit.claim().record();
        if (!claim.stored()) {
            unborn.remove(record.address(), record.id());
        }
        if (commit.destroy()) {
            held.remove(record.id());
        } else {
            claim.written(commit);
        }
    }

    /** Whether an actor may have entries of a part, as far as is known without reading: only of a claimed one it is. */
    boolean mayHave(String actorId, ActorPart part) {
        lock.lock();
        try {
            HeldClaim current = held.get(actorId);
            return current == null || !current.isGranted() || current.parts().has(part);
        } finally {
            lock.unlock();
        }
    }

    /** How many actors are claimed. */
    int size() {
        lock.lock();
        try {
            return held.size();
        } finally {
            lock.unlock();
        }
    }

    private static boolean busy(@Nullable HeldClaim claim) {
        return claim != null && claim.isBusy();
    }
}
