package dev.dowel.protocol;

import java.time.Duration;
import java.util.Optional;

/**
 * What a client sends to a queue (protocol 6). The queue's name is in the request's path; a name in the body is not read.
 *
 * <p>Immutable.
 *
 * @param body the message
 * @param isWaiting whether the sender waits for the message to be completed
 * @param timeout how long it waits at most, if it says
 */
public record QueueRequest(RawValue body, boolean isWaiting, Optional<Duration> timeout) {}
