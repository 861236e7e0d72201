package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.QueueMessage;
import org.jspecify.annotations.Nullable;

/** Declares no queue, and looks for messages. Confined to the actor's turn. */
@ActorType("accessControlNoQueuesActor")
final class AccessControlNoQueuesActor extends Actor<Void> {

    @Action
    public @Nullable Object readAnyQueue() {
        return queues().tryNext().map(QueueMessage::body).orElse(null);
    }
}
