package dev.dowel.examples;

import dev.dowel.client.ActorConnection;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import java.util.concurrent.CountDownLatch;

/** Counts on the demo server and listens while it does. A program of its own; run the server first. */
public final class CounterClient {

    private CounterClient() {}

    /** Takes the server's address; see {@link DemoEndpoint#of} for what happens without. */
    public static void main(String[] arguments) throws InterruptedException {
        try (DowelClient client = DowelClient.connect(DemoEndpoint.of(arguments))) {
            ClientActor<Counter> counter = client.actor(Counter.class, "java");

            // Stateless: one HTTP request for each call.
            System.out.println("counter is at " + counter.call(Counter::getCount));

            // Stateful: one WebSocket, calls and events.
            try (ActorConnection<Counter> connection = counter.connect()) {
                CountDownLatch twoEvents = new CountDownLatch(2);
                connection.on(Counter.NEW_COUNT, count -> {
                    System.out.println("event newCount " + count);
                    twoEvents.countDown();
                });
                System.out.println(
                        "increment(1) over the connection returned " + connection.call(Counter::increment, 1L));
                System.out.println("increment(5) over HTTP returned " + counter.call(Counter::increment, 5L));
                twoEvents.await();
            }
        }
    }
}
