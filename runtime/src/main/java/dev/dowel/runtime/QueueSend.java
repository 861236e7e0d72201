package dev.dowel.runtime;

import dev.dowel.SendOptions;
import dev.dowel.protocol.RawValue;
import java.time.Duration;
import java.util.Optional;

/**
 * A message on its way to a queue (protocol 6). Immutable.
 *
 * @param queue the queue's name
 * @param body as it came
 * @param options how it is sent
 * @param patience how long the sender waits for the message to be completed; nothing if it need only be stored
 */
public record QueueSend(String queue, RawValue body, SendOptions options, Optional<Duration> patience) {}
