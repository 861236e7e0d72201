package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.Queue;
import dev.dowel.QueueMessage;
import dev.dowel.ReadOnly;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch drainer: readings come in one at a time and are worked up together, as many as there are. A batch is one commit:
 * it counts as a whole or not at all. Confined to the actor's turn.
 */
@ActorType("thermometer")
public final class Thermometer extends Actor<Thermometer.Summary> {

    private static final int LARGEST_BATCH = 100;

    /** What was read so far, and in how many batches. */
    public record Summary(long readings, double sum, double highest, long batches) {

        Summary plus(List<Double> batch) {
            double more = batch.stream().mapToDouble(Double::doubleValue).sum();
            double top = batch.stream().mapToDouble(Double::doubleValue).max().orElse(highest);
            return new Summary(readings + batch.size(), sum + more, Math.max(highest, top), batches + 1);
        }
    }

    /** Readings in degrees. */
    public static final Queue<Double, @Nullable Void> READINGS = Queue.of("readings", Double.class);

    @Override
    protected Summary createState(CreateRequest request) {
        return new Summary(0, 0, -273.15, 0);
    }

    @Override
    protected void run() throws InterruptedException {
        while (true) {
            List<QueueMessage<Double, @Nullable Void>> batch = queue(READINGS).nextBatch(LARGEST_BATCH);
            update(summary ->
                    summary.plus(batch.stream().map(QueueMessage::body).toList()));
        }
    }

    /** Takes the readings that a device has collected. */
    @Action
    public void upload(List<Double> readings) {
        readings.forEach(queue(READINGS)::send);
    }

    /** What was read so far. */
    @ReadOnly
    @Action
    public Summary summary() {
        return state();
    }
}
