package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.runtime.ActorView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The turn that creates an actor is written with the call it is created for: whatever becomes of that call, it is written. */
class CreationTest {

    private final Stage stage = new Stage(ActorDefinition.<Long>named("thing")
            .state(Long.class, request -> 0L)
            .action("add", Long.class, context -> {
                context.setState(context.state() + 1);
                return context.state();
            })
            .action("get", Long.class, ActorContext::state)
            .action("refuse", Long.class, context -> {
                throw new IllegalStateException("no");
            })
            .build());

    private boolean isStored(String name, String key) {
        Stage other = stage.restart();
        CompletableFuture<Optional<ActorView>> found = other.runtime.find(Stage.address(name, key));
        other.machine.settle();
        return found.join().isPresent();
    }

    @Test
    void anActorIsStoredBeforeACallThatChangesNothingIsAnswered() {
        assertThat(stage.call("thing", "a", "get").asLong()).isZero();

        assertThat(isStored("thing", "a")).isTrue();
    }

    @Test
    void anActorIsStoredWhoseFirstCallFails() {
        assertThat(stage.call("thing", "a", "refuse").errorCode()).isEqualTo("rivetkit.internal_error");

        assertThat(isStored("thing", "a")).isTrue();
    }

    @Test
    void anActorIsStoredWhoseFirstCallIsOfNoActionOfIts() {
        assertThat(stage.call("thing", "a", "juggle").result).isNull();

        assertThat(isStored("thing", "a")).isTrue();
    }
}
