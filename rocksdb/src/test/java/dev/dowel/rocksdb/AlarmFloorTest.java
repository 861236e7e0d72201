package dev.dowel.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.store.ActorCommit;
import dev.dowel.runtime.store.ActorRecord;
import dev.dowel.runtime.store.AlarmChange;
import dev.dowel.runtime.store.Claim;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlarmFloorTest {

    private final AlarmFloor floor = new AlarmFloor();

    @Test
    void itStartsAtTheBeginning() {
        assertThat(nextStart()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aReadStartsWhereTheLastFoundSomething() {
        read(5);
        assertThat(nextStart()).isEqualTo(5);

        read(9);
        assertThat(nextStart()).isEqualTo(9);
    }

    @Test
    void aReadThatLookedLessFarLowersNothing() {
        read(9);
        read(5);

        assertThat(nextStart()).isEqualTo(9);
    }

    @Test
    void anEarlierAlarmLowersIt() {
        read(9);

        commit(7L);
        assertThat(nextStart()).isEqualTo(7);

        commit(8L);
        assertThat(nextStart()).isEqualTo(7);
    }

    @Test
    void aCommitWithoutAlarmsChangesNothing() {
        read(9);

        floor.startCommit(List.of(new ActorCommit(CLAIM, false, new byte[1], false), alarm(null)));
        floor.endCommit();

        assertThat(nextStart()).isEqualTo(9);
    }

    @Test
    void theEarliestAlarmOfAGroupCounts() {
        read(9);

        floor.startCommit(List.of(alarm(8L), alarm(6L), alarm(null), alarm(7L)));
        floor.endCommit();

        assertThat(nextStart()).isEqualTo(6);
    }

    @Test
    void aReadDuringAWholeCommitMayNotHaveSeenIt() {
        AlarmFloor.Read read = floor.startRead();
        commit(3L);
        floor.endRead(read, 5);

        assertThat(nextStart()).isEqualTo(3);
    }

    @Test
    void aReadThatStartsDuringACommitMayNotHaveSeenIt() {
        floor.startCommit(List.of(alarm(3L)));
        AlarmFloor.Read read = floor.startRead();
        floor.endCommit();
        floor.endRead(read, 5);

        assertThat(nextStart()).isEqualTo(3);
    }

    @Test
    void aReadThatEndsDuringACommitMayNotHaveSeenIt() {
        AlarmFloor.Read read = floor.startRead();
        floor.startCommit(List.of(alarm(3L)));
        floor.endRead(read, 5);
        assertThat(nextStart()).isEqualTo(3);

        floor.endCommit();
        assertThat(nextStart()).isEqualTo(3);
    }

    @Test
    void whatWasCommittedBeforeAReadIsSeen() {
        commit(3L);
        read(5);

        assertThat(nextStart()).isEqualTo(5);
    }

    private static final Claim CLAIM =
            new Claim(new ActorRecord("a", new ActorAddress("default", "room", ActorKey.of("a")), 1, 1), false);

    private static ActorCommit alarm(@Nullable Long dueAt) {
        return new ActorCommit(CLAIM, false, null, false, Map.of(), new AlarmChange(1L, dueAt));
    }

    private void commit(Long dueAt) {
        floor.startCommit(List.of(alarm(dueAt)));
        floor.endCommit();
    }

    private void read(long nothingBefore) {
        floor.endRead(floor.startRead(), nothingBefore);
    }

    private long nextStart() {
        AlarmFloor.Read read = floor.startRead();
        floor.endRead(read, read.from());
        return read.from();
    }
}
