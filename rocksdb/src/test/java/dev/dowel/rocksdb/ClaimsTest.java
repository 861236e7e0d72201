package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.Claim;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ClaimsTest {

    private static final ActorRecord ACTOR = actor("a");

    private final Claims claims = new Claims();
    private Claim claim;
    private List<ActorCommit> group;

    @BeforeEach
    void claimAnActor() {
        claim = claims.grant(stored(ACTOR), claims.enter("a").orElseThrow() + 1);
        group = List.of(new ActorCommit(claim, false, new byte[1], false));
    }

    @Test
    void aClaimWaitsForTheCommitUnderWay() throws Exception {
        List<HeldClaim> held = claims.startCommit(group);
        FutureTask<Long> entering = inThread(() -> claims.enter("a").orElseThrow());

        claims.endCommit(group, held, true);

        assertThat(entering.get()).isEqualTo(claim.generation());
    }

    @Test
    void aReleaseWaitsForTheCommitUnderWay() throws Exception {
        List<HeldClaim> held = claims.startCommit(group);
        FutureTask<Integer> releasing = inThread(() -> {
            claims.release(claim);
            return claims.size();
        });
        assertThat(claims.size()).isOne();

        claims.endCommit(group, held, false);

        assertThat(releasing.get()).isZero();
    }

    @Test
    void aClaimWaitsForTheClaimThatIsBeingMade() throws Exception {
        claims.enter("a");
        FutureTask<Long> entering = inThread(() -> claims.enter("a").orElseThrow());

        Claim second = claims.grant(stored(ACTOR), 5);

        assertThat(entering.get()).isEqualTo(second.generation());
    }

    @Test
    void aClaimOnAnotherActorDoesNotWait() {
        claims.startCommit(group);

        assertThat(claims.enter("b")).hasValue(0);
        assertThat(claims.enterNew(actor("c"))).isZero();
    }

    @Test
    void ofAnAddressTheFirstToBeBornWaitsForTheOther() throws Exception {
        ActorRecord other = new ActorRecord("d", actor("c").address(), 0, 0);
        claims.enterNew(actor("c"));
        FutureTask<Long> entering = inThread(() -> claims.enterNew(other));

        claims.leaveNew(actor("c"));

        assertThat(entering.get()).isZero();
    }

    /** Memory is for actors that are claimed, not for those that were, or might have been. */
    @Test
    void nothingIsKeptOfWhatIsNotClaimed() {
        for (int i = 0; i < 100; i++) {
            String id = "x" + i;
            claims.leave(id, claims.enter(id).orElseThrow());
            claims.enterNew(actor(id));
            claims.leaveNew(actor(id));
            claims.release(claims.grant(stored(actor(id)), claims.enter(id).orElseThrow() + 1));
            claims.enterNew(actor(id));
            Claim unborn = claims.grantNew(actor(id), 1);
            List<ActorCommit> destroy = List.of(new ActorCommit(unborn, false, null, true));
            claims.endCommit(destroy, claims.startCommit(destroy), true);
        }

        assertThat(claims.size()).isOne();
    }

    private static ActorRecord actor(String id) {
        return new ActorRecord(id, new ActorAddress("default", "room", ActorKey.of(id)), 0, 0);
    }

    private static StoredActor stored(ActorRecord record) {
        return new StoredActor(record, Parts.NONE);
    }

    /** Starts something that has to wait, and returns when it does. */
    private static <T> FutureTask<T> inThread(Callable<T> task) {
        var future = new FutureTask<T>(task);
        Thread thread = Thread.ofPlatform().daemon().start(future);
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(future.isDone()).as("Did not wait").isFalse();
            Thread.onSpinWait();
        }
        return future;
    }
}
