package dev.dowel.benchmarks;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorHandle;
import dev.dowel.ActorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends to a worker of the same server. Confined to the actor's turn. */
@ActorType("queueProducer")
public final class QueueProducer extends Actor<Void> {

    /** Sends jobs, all of them under way at once, and answers when every one of them is stored. */
    @Action
    public long produce(String worker, long jobs) {
        ActorHandle<QueueWorker> handle = actor(QueueWorker.class, worker);
        List<CompletableFuture<@Nullable Void>> sent = new ArrayList<>();
        for (long number = 0; number < jobs; number++) {
            sent.add(handle.sendAsync(QueueWorker.JOBS, new QueueWorker.Job(1)));
        }
        sent.forEach(CompletableFuture::join);
        return jobs;
    }
}
