package dev.dowel.runtime;

import dev.dowel.protocol.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * An actor as the management API shows it. Immutable. Times are milliseconds since the epoch.
 *
 * @param actorId its id
 * @param address its namespace, name and key
 * @param generation how often it was claimed
 * @param createdAt when it was created
 * @param startedAt when its current activation began, or null while it has none
 * @param connectableAt when its current activation took calls, or null
 * @param sleptAt since when it has been asleep, as far as this server knows, or null while it is awake
 * @param error why its last start failed, or null
 */
public record ActorView(
        String actorId,
        ActorAddress address,
        long generation,
        long createdAt,
        @Nullable Long startedAt,
        @Nullable Long connectableAt,
        @Nullable Long sleptAt,
        @Nullable ErrorBody error) {}
