package dev.dowel.runtime.activation;

import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.failure.Failure;
import java.util.function.Consumer;

/**
 * The word that a turn failed, which leaves after everything that turns before it let out. Immutable.
 *
 * @param failure why it failed
 * @param failed who is told
 */
record FailureOutput(Failure failure, Consumer<Failure> failed) implements Output {

    @Override
    public void release() {
        failed.accept(failure);
    }

    @Override
    public void fail(Failure commitFailure) {
        failed.accept(commitFailure);
    }
}
