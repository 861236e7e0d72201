package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.DefinitionException;
import dev.dowel.UserError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an actor is told about changes of its state, and how a stored state comes to be of a newer version. */
class StateChangeTest {

    private final List<String> seen = new ArrayList<>();

    record V1(long count) {}

    record V2(long count, String name) {}

    record V3(String text) {}

    private Stage counting(Runnable inHook) {
        return new Stage(ActorDefinition.<Long>named("n")
                .state(Long.class, request -> 0L)
                .onStateChange((c, state) -> {
                    seen.add("changed to " + state);
                    c.broadcast("changed", state);
                    inHook.run();
                })
                .action("add", Long.class, Long.class, (ActorContext<Long> c, Long by) -> c.update(n -> n + by))
                .action("addTwice", Long.class, c -> {
                    c.update(n -> n + 1);
                    return c.update(n -> n + 1);
                })
                .action("fail", Long.class, c -> {
                    c.update(n -> n + 1);
                    throw new UserError("no", "no");
                })
                .action("get", Long.class, ActorContext::state)
                .build());
    }

    @Test
    void actorIsToldOncePerTurnThatChangedItsState() {
        Stage stage = counting(() -> {});
        stage.call("n", "a", "get");
        assertThat(seen).isEmpty();
        stage.call("n", "a", "addTwice");
        assertThat(seen).containsExactly("changed to 2");
        stage.call("n", "a", "add", 0);
        stage.call("n", "a", "fail");
        assertThat(seen).containsExactly("changed to 2");
    }

    @Test
    void whatTheHookSendsLeavesWithTheChange() {
        Stage stage = counting(() -> {});
        Stage.Socket socket = stage.connect("n", "a", null);
        socket.subscribe("changed");
        stage.call("n", "a", "add", 3);
        assertThat(socket.log).endsWith("changed[3]");
        stage.store.full = true;
        stage.call("n", "a", "add", 3);
        assertThat(socket.log).doesNotContain("changed[6]");
    }

    @Test
    void hookThatFailsUndoesTheTurn() {
        Stage stage = counting(() -> {
            throw new UserError("refused", "not like this");
        });
        assertThat(stage.call("n", "a", "add", 3).errorCode()).isEqualTo("user.refused");
        assertThat(stage.call("n", "a", "get").asLong()).isZero();
    }

    @Test
    void hookCannotChangeTheStateAgain() {
        Stage stage = new Stage(ActorDefinition.<Long>named("n")
                .state(Long.class, request -> 0L)
                .onStateChange((c, state) -> c.setState(state + 1))
                .action("add", Long.class, Long.class, (ActorContext<Long> c, Long by) -> c.update(n -> n + by))
                .action("get", Long.class, ActorContext::state)
                .build());
        assertThat(stage.call("n", "a", "add", 1).errorCode()).isEqualTo("actor.state_mutation_reentrant");
        assertThat(stage.call("n", "a", "get").asLong()).isZero();
    }

    static final class Mutable {
        public long count;
    }

    @Test
    void hookCannotChangeAMutableStateInPlace() {
        Stage stage = new Stage(ActorDefinition.<Mutable>named("n")
                .state(Mutable.class, request -> new Mutable())
                .onStateChange((c, state) -> state.count++)
                .action("add", Long.class, c -> ++c.state().count)
                .action("get", Long.class, c -> c.state().count)
                .build());
        assertThat(stage.call("n", "a", "add").errorCode()).isEqualTo("actor.state_mutation_reentrant");
        assertThat(stage.call("n", "a", "get").asLong()).isZero();
    }

    private static ActorDefinition<V1> first() {
        return ActorDefinition.<V1>named("n")
                .state(V1.class, request -> new V1(1))
                .action("text", String.class, c -> c.state().toString())
                .build();
    }

    private static ActorDefinition<V3> third() {
        return ActorDefinition.<V3>named("n")
                .state(V3.class, request -> new V3("new"))
                .upgrade(1, V1.class, V2.class, old -> new V2(old.count(), "unnamed"))
                .upgrade(2, V2.class, V3.class, old -> new V3(old.name() + " " + old.count()))
                .action("text", String.class, c -> c.state().text())
                .action(
                        "set",
                        String.class,
                        String.class,
                        (ActorContext<V3> c, String t) ->
                                c.update(s -> new V3(t)).text())
                .build();
    }

    @Test
    void storedStateIsUpgradedStepByStepAndStoredAsTheNewVersion() {
        Stage old = new Stage(first());
        assertThat(old.call("n", "a", "text").<String>as(String.class)).isEqualTo("V1[count=1]");
        Stage upgraded = old.restart(third());
        assertThat(upgraded.call("n", "a", "text").<String>as(String.class)).isEqualTo("unnamed 1");
        upgraded.call("n", "b", "set", "other");
        Stage without = upgraded.restart(ActorDefinition.<V3>named("n")
                .state(V3.class, request -> new V3("new"))
                .upgrade(2, V2.class, V3.class, state -> new V3("must not run"))
                .action("text", String.class, c -> c.state().text())
                .build());
        assertThat(without.call("n", "a", "text").<String>as(String.class)).isEqualTo("unnamed 1");
        assertThat(without.call("n", "b", "text").<String>as(String.class)).isEqualTo("other");
    }

    @Test
    void stateOfANewerVersionIsRefusedAndKept() {
        Stage newer = new Stage(third());
        newer.call("n", "a", "set", "precious");
        Stage older = newer.restart(first());
        assertThat(older.call("n", "a", "text").errorCode()).isEqualTo("actor.state_version_unsupported");
        Stage back = older.restart(third());
        assertThat(back.call("n", "a", "text").<String>as(String.class)).isEqualTo("precious");
    }

    @Test
    void stateOlderThanTheFirstStepIsRefused() {
        Stage old = new Stage(first());
        old.call("n", "a", "text");
        Stage late = old.restart(ActorDefinition.<V3>named("n")
                .state(V3.class, request -> new V3("new"))
                .upgrade(2, V2.class, V3.class, state -> new V3(state.name()))
                .action("text", String.class, c -> c.state().text())
                .build());
        assertThat(late.call("n", "a", "text").errorCode()).isEqualTo("actor.state_version_unsupported");
    }

    @Test
    void upgradeThatThrowsKeepsTheOldState() {
        Stage old = new Stage(first());
        old.call("n", "a", "text");
        Stage broken = old.restart(ActorDefinition.<V3>named("n")
                .state(V3.class, request -> new V3("new"))
                .upgrade(1, V1.class, V3.class, state -> {
                    throw new IllegalStateException("on purpose");
                })
                .action("text", String.class, c -> c.state().text())
                .build());
        assertThat(broken.call("n", "a", "text").errorCode()).isEqualTo("actor.start_failed");
        assertThat(broken.restart(first()).call("n", "a", "text").<String>as(String.class))
                .isEqualTo("V1[count=1]");
    }

    @Test
    void chainWithAGapOrAWrongTypeIsReportedAtRegistration() {
        assertThatThrownBy(() -> ActorDefinition.<V3>named("n")
                        .state(V3.class, request -> new V3(""))
                        .upgrade(1, V1.class, V2.class, old -> new V2(1, ""))
                        .upgrade(3, V2.class, V2.class, old -> old)
                        .build())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("followed by one from 3")
                .hasMessageContaining("returns dev.dowel.runtime.actor.StateChangeTest$V2");
    }
}
