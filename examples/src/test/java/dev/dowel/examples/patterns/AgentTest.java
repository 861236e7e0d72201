package dev.dowel.examples.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorDefinition;
import dev.dowel.ActorError;
import dev.dowel.testkit.ActorTest;
import dev.dowel.testkit.Actors;
import dev.dowel.testkit.TestActors;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The agent is heard while its model talks, and remembers what was said. */
@ActorTest
class AgentTest {

    private final CountDownLatch rest = new CountDownLatch(1);

    @Actors
    ActorDefinition<?> agent() {
        return ActorDefinition.of(
                Agent.class,
                () -> new Agent((conversation, heard) -> {
                    heard.accept("Hm, ");
                    rest.await();
                    heard.accept("no.");
                }));
    }

    @Test
    void piecesAreHeardWhileTheModelStillTalks(TestActors actors) {
        var agent = actors.actor(Agent.class, "a");
        var pieces = actors.captureEvents(agent, Agent.PIECE);
        CompletableFuture<String> answer = agent.callAsync(Agent::ask, "May I?");
        actors.settle();
        assertThat(pieces.all()).containsExactly("Hm, ");
        assertThat(agent.call(Agent::history)).hasSize(1);
        assertThat(actors.status(agent).awakeFor()).contains("keep_awake");
        rest.countDown();
        assertThat(answer.join()).isEqualTo("Hm, no.");
        assertThat(pieces.all()).containsExactly("Hm, ", "no.");
    }

    @Test
    void crashInTheMiddleKeepsTheQuestionAndLosesTheAnswer(TestActors actors) {
        var agent = actors.actor(Agent.class, "a");
        CompletableFuture<String> answer = agent.callAsync(Agent::ask, "May I?");
        actors.settle();
        actors.crash();
        assertThat(answer).isCompletedExceptionally();
        assertThat(agent.call(Agent::history))
                .extracting(LanguageModel.Message::from)
                .containsExactly("user");
    }

    @Test
    void modelThatNeverEndsIsGivenUp(TestActors actors) {
        var agent = actors.actor(Agent.class, "a");
        CompletableFuture<String> answer = agent.callAsync(Agent::ask, "May I?");
        actors.clock().advance(Duration.ofMinutes(6));
        assertThat(((ActorError) answer.exceptionNow()).code()).isEqualTo("action_timed_out");
    }
}
