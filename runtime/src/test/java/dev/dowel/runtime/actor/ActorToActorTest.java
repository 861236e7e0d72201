package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import dev.dowel.runtime.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Calls between actors of one server. */
class ActorToActorTest {

    record Line(String from, int words) {}

    record Log(List<Line> lines) {}

    @ActorType("node")
    static final class Node extends Actor<Log> {
        @Override
        protected Log createState(CreateRequest request) {
            return new Log(List.of());
        }

        @Action
        public int note(Line line) {
            return update(log -> new Log(
                            java.util.stream.Stream.concat(log.lines().stream(), java.util.stream.Stream.of(line))
                                    .toList()))
                    .lines()
                    .size();
        }

        @Action
        public int tell(String other, String text) {
            return actor(Node.class, other).call(Node::note, new Line(key().get(0), text.split(" ").length));
        }

        @Action
        public void tellLater(String other, boolean fail) {
            actor(Node.class, other).send(Node::note, new Line(key().get(0), 1));
            if (fail) {
                throw new UserError("failed", "as asked");
            }
        }

        @Action
        public int tellAll(List<String> others) {
            List<CompletableFuture<Integer>> answers = others.stream()
                    .map(other -> actor(Node.class, other).callAsync(Node::note, new Line(key().get(0), 1)))
                    .toList();
            return answers.stream().mapToInt(CompletableFuture::join).sum();
        }

        @Action
        public void forward(List<String> path) {
            if (!path.isEmpty()) {
                actor(Node.class, path.getFirst()).call(Node::forward, path.subList(1, path.size()));
            }
        }

        @Action
        public String forwardWhileOthersMay(String other) throws Exception {
            return await(() -> {
                actor(Node.class, other).call(Node::forward, List.of(key().get(0)));
                return "returned";
            });
        }

        @Action(internal = true)
        public int secret() {
            return 42;
        }

        @Action
        public int askSecret(String other) {
            return actor(Node.class, other).call(Node::secret);
        }

        @Action
        public void refuse() {
            throw new UserError("refused", "No.");
        }

        @Action
        public void askRefused(String other) {
            actor(Node.class, other).call(Node::refuse);
        }

        @Action
        public void askUnknown() {
            actor("nothing", key()).call("x", Object.class);
        }

        @ReadOnly
        @Action
        public List<Line> lines() {
            return state().lines();
        }
    }

    private final Stage stage = new Stage(ActorDefinition.of(Node.class));

    @Test
    void typedCallReturnsTheCalleesResultAndBothAreStored() {
        assertThat(stage.call("node", "a", "tell", "b", "hello there").asLong()).isEqualTo(1);
        assertThat(stage.restart().call("node", "b", "lines").<List<?>>as(List.class))
                .hasToString("[{from=a, words=2}]");
    }

    @Test
    void sendLeavesWithTheTurnOnly() {
        stage.call("node", "a", "tellLater", "b", true);
        assertThat(stage.call("node", "b", "lines").<List<?>>as(List.class)).isEmpty();
        stage.call("node", "a", "tellLater", "b", false);
        assertThat(stage.call("node", "b", "lines").<List<?>>as(List.class)).hasSize(1);
    }

    @Test
    void callsAtTheSameTimeAreAllAnswered() {
        assertThat(stage.call("node", "a", "tellAll", List.of("b", "c", "d")).asLong())
                .isEqualTo(3);
    }

    @Test
    void callThatComesBackFailsAtOnceAndNamesThePath() {
        Stage.Answer answer = stage.call("node", "a", "forward", List.of("b", "c", "a"));
        assertThat(answer.errorCode()).isEqualTo("actor.call_cycle");
        assertThat(answer.message()).endsWith("node[c] → node[a] → node[b] → node[c]");
        assertThat(stage.call("node", "a", "forward", List.of("a")).errorCode()).isEqualTo("actor.call_cycle");
        assertThat(stage.call("node", "a", "forward", List.of("b", "c")).count).isEqualTo(1);
    }

    @Test
    void twoActorsThatCallEachOtherDoNotDeadlock() {
        Stage.Answer first = stage.begin(target("a"), null, "forward", List.of("b"));
        Stage.Answer second = stage.begin(target("b"), null, "forward", List.of("a"));
        stage.machine.settle();
        assertThat(first.count).isEqualTo(1);
        assertThat(second.count).isEqualTo(1);
    }

    @Test
    void actorThatGaveItsTurnBackCanBeCalledBack() {
        assertThat(stage.call("node", "a", "forwardWhileOthersMay", "b").<String>as(String.class))
                .isEqualTo("returned");
    }

    @Test
    void internalActionsAreForActors() {
        assertThat(stage.call("node", "a", "askSecret", "b").asLong()).isEqualTo(42);
    }

    @Test
    void calleesUserErrorPassesAndOtherErrorsAreMasked() {
        assertThat(stage.call("node", "a", "askRefused", "b").errorCode()).isEqualTo("user.refused");
        assertThat(stage.call("node", "a", "askUnknown").errorCode()).isEqualTo("rivetkit.internal_error");
    }

    @Test
    void failedCommitUndoesTheCallerWithTheCallee() {
        stage.call("node", "a", "lines");
        stage.store.full = true;
        assertThat(stage.call("node", "a", "tell", "b", "hello").errorCode()).isEqualTo("store.unavailable");
        stage.store.full = false;
        assertThat(stage.call("node", "b", "lines").<List<?>>as(List.class)).isEmpty();
    }

    private static Target target(String key) {
        return new Target.GetOrCreate(Stage.address("node", key), null);
    }
}
