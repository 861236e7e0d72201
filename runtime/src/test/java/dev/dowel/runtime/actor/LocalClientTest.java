package dev.dowel.runtime.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorHandle;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client can do, from inside an actor; and how far a caller's time-out reaches. */
class LocalClientTest {

    private final List<String> log = new ArrayList<>();
    private final Stage stage = new Stage(ActorDefinition.of(Node.class, () -> new Node(this)));

    @ActorType("node")
    static final class Node extends Actor<String> {
        private final LocalClientTest test;

        Node(LocalClientTest test) {
            this.test = test;
        }

        @Override
        protected String createState(CreateRequest request) {
            return request.hasInput() ? request.input(String.class) : "empty";
        }

        @Action
        public String text() {
            return state();
        }

        @Action
        public String withInput(String other) {
            return client().getOrCreateWithInput(Node.class, List.of(other), "given")
                    .call(Node::text);
        }

        @Action
        public String missing(String other) {
            return client().get(Node.class, other).call(Node::text);
        }

        @Action
        public String made(String other) {
            ActorHandle<Node> handle = client().create(Node.class, List.of(other), "made");
            String id = client().resolve(Node.class, other);
            return handle.call(Node::text) + " "
                    + client().forId(Node.class, id).call(Node::text);
        }

        @Action(timeoutMillis = 1_000)
        public void impatient(String other) {
            actor(Node.class, other).call(Node::slow);
        }

        @Action
        public void slow() throws Exception {
            try {
                pause(Duration.ofSeconds(30));
                test.log.add("slow finished");
            } catch (InterruptedException e) {
                test.log.add("slow interrupted");
                throw e;
            }
        }

        @Action
        public void blocking() throws Exception {
            test.stage.machine.sleep(Duration.ofSeconds(10));
        }

        @Action(timeoutMillis = 1_000)
        public void impatientForQueued(String other) {
            actor(Node.class, other).call(Node::mark);
        }

        @Action
        public void mark() {
            test.log.add("marked");
        }
    }

    @Test
    void inputIsForAnActorThatIsCreated() {
        assertThat(stage.call("node", "a", "withInput", "b").<String>as(String.class))
                .isEqualTo("given");
        assertThat(stage.call("node", "a", "withInput", "a").errorCode()).isEqualTo("actor.call_cycle");
        stage.call("node", "c", "text");
        assertThat(stage.call("node", "a", "withInput", "c").<String>as(String.class))
                .isEqualTo("empty");
    }

    @Test
    void getDoesNotCreate() {
        assertThat(stage.call("node", "a", "missing", "b").errorCode()).isEqualTo("rivetkit.internal_error");
        assertThat(stage.await(stage.runtime.find(Stage.address("node", "b")))).isEmpty();
    }

    @Test
    void createMakesANewActorOrNone() {
        assertThat(stage.call("node", "a", "made", "b").<String>as(String.class))
                .isEqualTo("made made");
        assertThat(stage.call("node", "a", "made", "b").errorCode()).isEqualTo("rivetkit.internal_error");
    }

    @Test
    void calleeHasNoLongerThanItsCallerWaits() {
        Stage.Answer answer = stage.call("node", "a", "impatient", "b");
        stage.machine.advance(Duration.ofMillis(1_050));
        assertThat(answer.errorCode()).isEqualTo("actor.action_timed_out");
        assertThat(log).containsExactly("slow interrupted");
    }

    @Test
    void callThatItsCallerHasGivenUpDoesNotBegin() {
        stage.call("node", "b", "blocking");
        Stage.Answer answer = stage.call("node", "a", "impatientForQueued", "b");
        stage.machine.advance(Duration.ofSeconds(20));
        assertThat(answer.errorCode()).isEqualTo("actor.action_timed_out");
        assertThat(log).isEmpty();
    }
}
