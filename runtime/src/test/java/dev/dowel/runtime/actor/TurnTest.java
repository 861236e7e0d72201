package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Durability;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a turn is: all of its effects or none, in order, bounded in time. */
class TurnTest {

    record Count(long value) {}

    @ActorType("counter")
    @ActorOptions(actionTimeoutMillis = 1_000)
    static final class Counter extends Actor<Count> {
        @Override
        protected Count createState(CreateRequest request) {
            return new Count(0);
        }

        @Action
        public long increment(long by) {
            return update(count -> new Count(count.value() + by)).value();
        }

        @ReadOnly
        @Action
        public long get() {
            return state().value();
        }

        @ReadOnly
        @Action
        public void changeAlthoughReadOnly() {
            setState(new Count(99));
        }

        @Action
        public void incrementAndThrow() {
            increment(100);
            throw new IllegalStateException("jdbc:secret://password");
        }

        @Action
        public void refuse() {
            increment(100);
            throw new UserError("refused", "Not today.", Map.of("why", "test"));
        }

        @Action
        public Object unserialisable() {
            increment(100);
            return new Thread();
        }

        @Action
        public String tooLarge() {
            increment(100);
            return "x".repeat(2 * 1024 * 1024);
        }

        @Action
        public void hang() throws InterruptedException {
            increment(100);
            new CountDownLatch(1).await();
        }

        @Action(timeoutMillis = 50)
        public void hangBriefly() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Action
        public long saveThenThrow() {
            increment(1);
            saveState();
            increment(100);
            throw new IllegalStateException("after the save");
        }

        @Action(durability = Durability.RELAXED)
        public long incrementRelaxed() {
            return increment(1);
        }

        @Action(durability = Durability.RELAXED)
        public long incrementRelaxedAndNote() {
            long count = increment(1);
            kv().putText("count", Long.toString(count));
            return count;
        }

        @Action(durability = Durability.RELAXED)
        public void noteRelaxed() {
            kv().putText("count", Long.toString(state().value()));
        }

        @Action
        public String noted() {
            return kv().getText("count").orElse("none");
        }

        @Action(internal = true)
        public long forActorsOnly() {
            return 1;
        }
    }

    /** State that is changed in place. */
    static final class Notes {
        List<String> lines = new ArrayList<>();
    }

    @ActorType("notes")
    static final class NoteBook extends Actor<Notes> {
        @Override
        protected Notes createState(CreateRequest request) {
            return new Notes();
        }

        @Action
        public int write(String line, boolean fail) {
            state().lines.add(line);
            if (fail) {
                throw new UserError("failed", "as asked");
            }
            return state().lines.size();
        }

        @Action
        public List<String> lines() {
            return state().lines;
        }
    }

    private final Stage stage = new Stage(ActorDefinition.of(Counter.class), ActorDefinition.of(NoteBook.class));

    @Test
    void stateLastsFromTurnToTurnAndOverARestart() {
        assertThat(stage.call("counter", "a", "increment", 2).asLong()).isEqualTo(2);
        assertThat(stage.call("counter", "a", "increment", 3).asLong()).isEqualTo(5);
        assertThat(stage.call("counter", "b", "get").asLong()).isZero();
        assertThat(stage.restart().call("counter", "a", "get").asLong()).isEqualTo(5);
    }

    @Test
    void exceptionLeavesNoTraceAndTellsNothing() {
        Stage.Answer answer = stage.call("counter", "a", "incrementAndThrow");
        assertThat(answer.errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(answer.message()).isEqualTo("An internal error occurred");
        assertThat(answer.traceId).isNotNull();
        assertThat(stage.call("counter", "a", "get").asLong()).isZero();
    }

    @Test
    void userErrorReachesTheCallerWhole() {
        Stage.Answer answer = stage.call("counter", "a", "refuse");
        assertThat(answer.errorCode()).isEqualTo("user.refused");
        assertThat(answer.message()).isEqualTo("Not today.");
        assertThat(answer.error).isNotNull();
        assertThat(answer.error.metadata()).isEqualTo(Map.of("why", "test"));
        assertThat(answer.error.actor()).isNotNull();
        assertThat(stage.call("counter", "a", "get").asLong()).isZero();
    }

    @Test
    void outputThatCannotBeSentUndoesTheTurn() {
        assertThat(stage.call("counter", "a", "unserialisable").errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(stage.call("counter", "a", "tooLarge").errorCode()).isEqualTo("message.outgoing_too_long");
        assertThat(stage.call("counter", "a", "get").asLong()).isZero();
    }

    @Test
    void actionThatRunsTooLongIsInterruptedAndUndone() {
        Stage.Answer hanging = stage.call("counter", "a", "hang");
        assertThat(hanging.count).isZero();
        stage.machine.advance(Duration.ofMillis(1_100));
        assertThat(hanging.errorCode()).isEqualTo("actor.action_timed_out");
        assertThat(stage.call("counter", "a", "get").asLong()).isZero();
    }

    @Test
    void anActionsOwnTimeoutWins() {
        Stage.Answer hanging = stage.call("counter", "a", "hangBriefly");
        stage.machine.advance(Duration.ofMillis(100));
        assertThat(hanging.errorCode()).isEqualTo("actor.action_timed_out");
    }

    @Test
    void readOnlyActionCannotChangeTheState() {
        assertThat(stage.call("counter", "a", "changeAlthoughReadOnly").errorCode())
                .isEqualTo("rivetkit.internal_error");
        assertThat(stage.call("counter", "a", "get").asLong()).isZero();
    }

    @Test
    void readOnlyActionWritesNothing() {
        stage.call("counter", "a", "increment", 1);
        int groups = stage.store.groups;
        stage.call("counter", "a", "get");
        assertThat(stage.store.groups).isEqualTo(groups);
    }

    @Test
    void savedStateStaysAlthoughTheTurnFailsLater() {
        assertThat(stage.call("counter", "a", "saveThenThrow").errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(stage.call("counter", "a", "get").asLong()).isEqualTo(1);
        assertThat(stage.restart().call("counter", "a", "get").asLong()).isEqualTo(1);
    }

    @Test
    void relaxedTurnIsStoredAsAWhole() {
        stage.call("counter", "a", "get");
        stage.call("counter", "a", "incrementRelaxedAndNote");
        Stage restarted = stage.restart();
        assertThat(restarted.call("counter", "a", "noted").<String>as(String.class))
                .isEqualTo("1");
        assertThat(restarted.call("counter", "a", "get").asLong()).isEqualTo(1);
    }

    @Test
    void relaxedTurnIsNotStoredBeforeTheOneItBuildsOn() {
        stage.call("counter", "a", "get");
        stage.call("counter", "a", "incrementRelaxed");
        stage.call("counter", "a", "noteRelaxed");
        Stage restarted = stage.restart();
        assertThat(restarted.call("counter", "a", "noted").<String>as(String.class))
                .isEqualTo("1");
        assertThat(restarted.call("counter", "a", "get").asLong()).isEqualTo(1);
    }

    @Test
    void relaxedActionAnswersBeforeItIsStoredAndIsStoredWithinTheInterval() {
        stage.call("counter", "a", "get");
        int groups = stage.store.groups;
        assertThat(stage.call("counter", "a", "incrementRelaxed").asLong()).isEqualTo(1);
        assertThat(stage.store.groups).isEqualTo(groups);
        stage.machine.advance(Duration.ofSeconds(1));
        assertThat(stage.restart().call("counter", "a", "get").asLong()).isEqualTo(1);
    }

    @Test
    void mutableStateIsStoredAndRolledBackByItsBytes() {
        assertThat(stage.call("notes", "n", "write", "one", false).asLong()).isEqualTo(1);
        assertThat(stage.call("notes", "n", "write", "two", true).errorCode()).isEqualTo("user.failed");
        assertThat(stage.call("notes", "n", "lines").<List<String>>as(List.class))
                .containsExactly("one");
        assertThat(stage.restart().call("notes", "n", "lines").<List<String>>as(List.class))
                .containsExactly("one");
    }

    @Test
    void wrongArgumentsAreTheCallersMistake() {
        assertThat(stage.call("counter", "a", "increment").errorCode()).isEqualTo("actor.validation_error");
        assertThat(stage.call("counter", "a", "increment", 1, 2).errorCode()).isEqualTo("actor.validation_error");
        assertThat(stage.call("counter", "a", "increment", "one").errorCode()).isEqualTo("actor.validation_error");
        assertThat(stage.call("counter", "a", "increment", 1.5).errorCode()).isEqualTo("actor.validation_error");
        assertThat(stage.call("counter", "a", "increment", 1).asLong()).isEqualTo(1);
    }

    @Test
    void unknownAndInternalActionsAreNotFound() {
        assertThat(stage.call("counter", "a", "nothing").errorCode()).isEqualTo("actor.action_not_found");
        assertThat(stage.call("counter", "a", "forActorsOnly").errorCode()).isEqualTo("actor.action_not_found");
    }

    @Test
    void fullDiskUndoesTheTurnAndTheActorGoesOnWhenThereIsSpace() {
        stage.call("counter", "a", "increment", 1);
        stage.store.full = true;
        assertThat(stage.call("counter", "a", "increment", 10).errorCode()).isEqualTo("store.unavailable");
        stage.store.full = false;
        assertThat(stage.call("counter", "a", "increment", 1).asLong()).isEqualTo(2);
    }

    @Test
    void actorWithoutStateHasNoneToRead() {
        Stage stage = new Stage(ActorDefinition.<Void>named("bare")
                .action("read", Void.class, ActorContext::state)
                .build());
        assertThat(stage.call("bare", "a", "read").errorCode()).isEqualTo("rivetkit.internal_error");
    }
}
