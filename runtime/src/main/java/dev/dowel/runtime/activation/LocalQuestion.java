package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.protocol.KeyFormat;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.commit.SealedTurn;
import dev.dowel.runtime.failure.Failures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What one actor learns of another without calling it. Immutable.
 *
 * @param actorId the other's id
 * @param key its key in canonical form
 * @param created whether the question created it
 */
record LocalQuestion(String actorId, String key, boolean created) {

    /** Asks, waits, and lets the caller's gate wait for what the answer depends on. */
    static LocalQuestion ask(Activation<?> caller, Target target) {
        CompletableFuture<LocalQuestion> answer = new CompletableFuture<>();
        caller.parts()
                .dispatcher()
                .dispatch(Work.of(
                        target,
                        activation -> {
                            SealedTurn seen = activation.gate().seal(null, false, false, List.of());
                            caller.gate().sawResultOf(seen);
                            answer.complete(new LocalQuestion(
                                    activation.parts().actorId(),
                                    KeyFormat.canonical(
                                            activation.parts().address().key()),
                                    activation.wasCreatedFor(target)));
                        },
                        failure -> answer.completeExceptionally(failure.toException())));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActorError("actor", "aborted", "The calling action was interrupted.", null, null, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ActorError error
                    ? error
                    : new IllegalStateException("The question failed.", e.getCause());
        }
    }

    /** The id, if the question created the actor. */
    String createdId() {
        if (!created) {
            throw Failures.duplicateKey(actorId, key).toException();
        }
        return actorId;
    }
}
