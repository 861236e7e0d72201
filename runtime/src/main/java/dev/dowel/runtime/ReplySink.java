package dev.dowel.runtime;

import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * Where the one answer to an action goes. One of its methods is called once, on any thread of the runtime, and must not
 * block.
 */
public interface ReplySink {

    /**
     * The action's result, encoded in the payload dialect of the caller's encoding, after everything it depends on is
     * durable.
     */
    void succeed(ActorSpecifier actor, byte[] output);

    /**
     * The action failed, or never ran.
     *
     * @param traceId the id under which the cause was logged, or null
     */
    void fail(ErrorBody error, @Nullable String traceId);
}
