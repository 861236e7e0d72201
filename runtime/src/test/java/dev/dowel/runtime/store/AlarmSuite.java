package dev.dowel.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ActorStore} must do with actors' alarms. One subclass per store. */
public abstract class AlarmSuite extends StoreFixture {

    @Test
    void nobodyHasAnAlarmAtFirst() {
        createRoom("a", "one");

        assertThat(alarmsIn(store)).isEmpty();
    }

    @Test
    void anAlarmIsCommittedWithTheStateOfANewActor() {
        Claim claim = claimNew("a");

        store.commit(List.of(changing(claim, "one", Map.of(), new AlarmChange(null, 5L))));

        assertThat(state(claim)).isEqualTo("one");
        assertThat(store.alarms(null, 5, 1))
                .containsExactly(new Alarm(5, claim.record().id()));
    }

    @Test
    void alarmsAreOrderedByTimeAndThenById() {
        long[] times = {0, Long.MAX_VALUE, -1, 256, 1, 255, Long.MIN_VALUE, 1_800_000_000_000L, 1};
        var expected = new ArrayList<Alarm>();
        for (int i = 0; i < times.length; i++) {
            expected.add(
                    new Alarm(times[i], withAlarm("r" + i, times[i]).record().id()));
        }
        expected.sort(null);

        assertThat(store.alarms(null, Long.MAX_VALUE, 100)).isEqualTo(expected);
    }

    @Test
    void anAlarmThatMovesIsInOnePlace() {
        Claim a = withAlarm("a", 5);
        withAlarm("b", 7);
        assertThat(alarmsIn(store)).containsExactly("a@5", "b@7");

        store.commit(List.of(moving(a, 5L, 9L)));
        assertThat(alarmsIn(store)).containsExactly("b@7", "a@9");

        store.commit(List.of(moving(a, 9L, -3L)));
        assertThat(alarmsIn(store)).containsExactly("a@-3", "b@7");
    }

    @Test
    void anAlarmThatMovesToWhereItIsStays() {
        Claim a = withAlarm("a", 5);

        store.commit(List.of(moving(a, 5L, 5L)));

        assertThat(alarmsIn(store)).containsExactly("a@5");
    }

    @Test
    void aRemovedAlarmIsGoneAndCanComeBack() {
        Claim a = withAlarm("a", 5);

        store.commit(List.of(moving(a, 5L, null)));
        assertThat(alarmsIn(store)).isEmpty();

        store.commit(List.of(moving(a, null, 5L)));
        assertThat(alarmsIn(store)).containsExactly("a@5");
    }

    @Test
    void aCommitWithoutAlarmKeepsIt() {
        Claim a = withAlarm("a", 5);

        store.commit(List.of(writing(claim(a), "two")));

        assertThat(alarmsIn(store)).containsExactly("a@5");
    }

    @Test
    void aDestroyedActorHasNoAlarm() {
        Claim a = withAlarm("a", 5);
        withAlarm("b", 5);

        store.commit(List.of(destroying(claim(a), 5)));

        assertThat(alarmsIn(store)).containsExactly("b@5");
    }

    @Test
    void aGroupThatFailsLeavesAlarmsAsTheyWere() {
        Claim a = withAlarm("a", 5);
        Claim b = withAlarm("b", 6);
        Claim born = claimNew("c");
        Claim stale = createRoom("d", "one");
        claim(stale);

        assertThatThrownBy(() -> store.commit(List.of(
                        moving(a, 5L, 1L),
                        destroying(b, 6),
                        changing(born, "one", Map.of(), new AlarmChange(null, 2L)),
                        moving(stale, null, 3L))))
                .isInstanceOf(StaleClaimException.class);

        assertThat(alarmsIn(store)).containsExactly("a@5", "b@6");
    }

    @Test
    void onlyAlarmsUpToATimeAreReturned() {
        withAlarm("a", -5);
        withAlarm("b", 5);
        withAlarm("c", 6);

        assertThat(times(Long.MIN_VALUE)).isEmpty();
        assertThat(times(-5)).containsExactly(-5L);
        assertThat(times(4)).containsExactly(-5L);
        assertThat(times(5)).containsExactly(-5L, 5L);
        assertThat(times(Long.MAX_VALUE)).containsExactly(-5L, 5L, 6L);
    }

    @Test
    void pagesGoOnBehindTheLastAlarmAlsoIfItIsGone() {
        Claim[] rooms = Stream.of("a", "b", "c", "d", "e")
                .map(key -> withAlarm(key, key.equals("e") ? 6 : 5))
                .toArray(Claim[]::new);

        List<Alarm> first = store.alarms(null, 6, 2);
        assertThat(first).extracting(Alarm::actorId).containsExactly(id(rooms[0]), id(rooms[1]));

        store.commit(List.of(moving(rooms[1], 5L, 4L)));
        List<Alarm> second = store.alarms(first.getLast(), 6, 2);
        assertThat(second).extracting(Alarm::actorId).containsExactly(id(rooms[2]), id(rooms[3]));

        assertThat(store.alarms(second.getLast(), 5, 2)).isEmpty();
        assertThat(store.alarms(second.getLast(), 6, 2)).containsExactly(new Alarm(6, id(rooms[4])));
        assertThat(store.alarms(new Alarm(6, id(rooms[4])), 6, 2)).isEmpty();
        assertThat(store.alarms(new Alarm(7, ""), 6, 2)).isEmpty();
    }

    @Test
    void aPageOfNothingIsRefused() {
        assertThatThrownBy(() -> store.alarms(null, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever the order of sets, moves, removals and destructions, what is left is what was committed last. */
    @Test
    void anyHistoryLeavesTheAlarmsThatWereCommittedLast() {
        var random = new Random(5);
        var due = new HashMap<Claim, Long>();
        var actors = new ArrayList<Claim>();
        for (int i = 0; i < 400; i++) {
            if (actors.size() < 8) {
                actors.add(createRoom("r" + i, "one"));
            }
            Claim actor = actors.get(random.nextInt(actors.size()));
            Long before = due.get(actor);
            if (random.nextInt(20) == 0) {
                store.commit(List.of(before == null ? destroying(actor) : destroying(actor, before)));
                actors.remove(actor);
                due.remove(actor);
            } else if (before != null && random.nextInt(3) == 0) {
                store.commit(List.of(moving(actor, before, null)));
                due.remove(actor);
            } else {
                long after = random.nextInt(-6, 6);
                store.commit(List.of(moving(actor, before, after)));
                due.put(actor, after);
            }
            List<Alarm> expected = due.entrySet().stream()
                    .map(entry -> new Alarm(entry.getValue(), id(entry.getKey())))
                    .sorted()
                    .toList();
            assertThat(store.alarms(null, Long.MAX_VALUE, 100)).isEqualTo(expected);
        }
    }

    private Claim withAlarm(String key, long dueAt) {
        Claim claim = claimNew(key);
        store.commit(List.of(changing(claim, key, Map.of(), new AlarmChange(null, dueAt))));
        return claim;
    }

    private List<Long> times(long until) {
        return store.alarms(null, until, 9).stream().map(Alarm::dueAt).toList();
    }

    private static String id(Claim claim) {
        return claim.record().id();
    }
}
