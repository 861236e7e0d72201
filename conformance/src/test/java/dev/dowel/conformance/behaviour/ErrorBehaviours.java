package dev.dowel.conformance.behaviour;

import static dev.dowel.conformance.behaviour.Scene.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorError;
import dev.dowel.ActorHandle;
import dev.dowel.UserError;
import dev.dowel.client.ActorConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Errors: what an actor tells its caller, and what it must not. */
final class ErrorBehaviours {

    private ErrorBehaviours() {}

    static void add(Behaviours all) {
        ofActors(all);
        ofCallers(all);
        all.bothWays("an action that takes too long", "faulty", (scene, faulty) -> {
            fails("actor.action_timed_out", () -> call(faulty, "hang"));
            assertThat(faulty.call("fine", String.class)).isEqualTo("fine");
        });
        all.test("errors of concurrent calls reach the calls they belong to", scene -> {
            ActorConnection<Object> connection = scene.connect(scene.actor("faulty"));
            List<CompletableFuture<Object>> outcomes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                outcomes.add(
                        connection.callAsync(List.of("user", "fine", "internal").get(i % 3), Object.class));
            }
            for (int i = 0; i < 60; i++) {
                CompletableFuture<Object> outcome = outcomes.get(i);
                switch (i % 3) {
                    case 0 -> fails("user.out_of_stock", () -> Scene.await(outcome));
                    case 1 -> assertThat(Scene.await(outcome)).isEqualTo("fine");
                    case 2 -> fails("rivetkit.internal_error", () -> Scene.await(outcome));
                    default -> throw new AssertionError(i);
                }
            }
        });
    }

    private static Object call(ActorHandle<Object> faulty, String action) {
        return faulty.call(action, Object.class);
    }

    private static void isMasked(ActorError error) {
        assertThat(error.getMessage() + " " + error.metadata())
                .doesNotContainPattern("hidden|hunter2|IllegalState|dowel|Thread");
    }

    private static void ofActors(Behaviours all) {
        all.bothWays("a user error keeps code, message and metadata", "faulty", (scene, faulty) -> {
            ActorError error = fails("user.out_of_stock", () -> call(faulty, "user"));
            assertThat(error).isInstanceOf(UserError.class).hasMessage("Sold out.");
            Same.values(error.metadata(), Map.of("left", 0, "next", List.of("mon", "tue")));
            ActorError plain = fails("user.plain", () -> call(faulty, "userWithoutMetadata"));
            assertThat(plain).hasMessage("Only a message: é ✓");
            assertThat(plain.metadata()).isNull();
        });
        all.bothWays("an error names the actor it comes from", "faulty", (scene, faulty) -> {
            ActorError error = fails("user.out_of_stock", () -> call(faulty, "user"));
            assertThat(error.actor()).hasValueSatisfying(actor -> {
                assertThat(actor.id()).matches("[0-9a-z]+");
                assertThat(actor.generation()).isPositive();
                assertThat(actor.key()).isPresent();
            });
        });
        all.bothWays("any other exception is masked", "faulty", (scene, faulty) -> {
            isMasked(fails("rivetkit.internal_error", () -> call(faulty, "internal")));
            isMasked(fails("rivetkit.internal_error", () -> call(faulty, "unserialisable")));
        });
        all.bothWays("a failed call leaves no change behind, and the actor well", "faulty", (scene, faulty) -> {
            fails("user.changed_my_mind", () -> call(faulty, "changeAndFail"));
            assertThat(faulty.call("changes", Integer.class)).isZero();
            assertThat(faulty.call("fine", String.class)).isEqualTo("fine");
        });
    }

    private static void ofCallers(Behaviours all) {
        all.bothWays("an unknown action", "faulty", (scene, faulty) -> {
            ActorError error = fails("actor.action_not_found", () -> faulty.call("noSuchThing", Object.class, 1, 2));
            assertThat(error).hasMessageContaining("noSuchThing");
            // Names every object has, in Java or JavaScript, are no actions.
            for (String name : List.of("toString", "hashCode", "__proto__", "createState", "constructor", "a/b", "é")) {
                fails("actor.action_not_found", () -> call(faulty, name));
            }
        });
        all.bothWays("too few, too many and wrong arguments", "echo", (scene, echo) -> {
            fails("actor.validation_error", () -> echo.call("several", Object.class, "one", 2));
            fails("actor.validation_error", () -> echo.call("several", Object.class));
            fails("actor.validation_error", () -> echo.call("several", Object.class, "one", 2, List.of(), 4));
            ActorError error =
                    fails("actor.validation_error", () -> echo.call("several", Object.class, "one", "two", List.of()));
            assertThat(error.getMessage()).doesNotContainPattern("(?i)java|class |dowel");
            Same.values(echo.call("several", Object.class, "one", 2, List.of()), List.of("one", 2, List.of()));
        });
    }
}
