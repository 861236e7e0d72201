package dev.dowel.runtime.simulation;

import dev.dowel.protocol.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What those who use queues do next, as the seed will have it. Test's thread only. */
final class QueueWhims {

    /** Workers: the letters say how they receive. */
    static final List<String> KEYS = List.of("e", "n", "t");

    /** Those that receive in {@code run()}. */
    static final List<String> RECEIVE_BY_THEMSELVES = List.of("e", "n");

    private static final List<String> QUEUES =
            List.of(Worker.JOBS.name(), Worker.STRICT.name(), Worker.QUESTIONS.name());

    private final Random random;
    private final Chronicle chronicle;
    private final Client client;
    private final Post post;

    QueueWhims(Random random, Chronicle chronicle, Client client, Post post) {
        this.random = random;
        this.chronicle = chronicle;
        this.client = client;
        this.post = post;
    }

    /** A worker; mostly one that receives by itself. */
    String key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private String queue() {
        return QUEUES.get(random.nextInt(QUEUES.size()));
    }

    void act(String key) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> send(key);
            case 3 -> sendAgain(key);
            case 4 -> sendToSelf(key);
            case 5 -> sendTo(key, key());
            case 6 -> plan(key);
            default -> receive(key);
        }
    }

    private Job job() {
        Job.Manner[] manners = Job.Manner.values();
        Job.Manner manner = random.nextInt(3) == 0 ? Job.Manner.PLAIN : manners[random.nextInt(manners.length)];
        return switch (manner) {
            case FOLLOWED, FORWARDED -> new Job(chronicle.nextOp(), manner, chronicle.nextOp(), key());
            default -> new Job(chronicle.nextOp(), manner, 0, "");
        };
    }

    private Encoding encoding() {
        return Encoding.values()[random.nextInt(3)];
    }

    private Optional<Duration> patience() {
        return random.nextInt(3) == 0 ? Optional.of(Duration.ofMillis(200 + random.nextInt(6_000))) : Optional.empty();
    }

    private void send(String key) {
        if (random.nextInt(12) == 0) {
            post.sendNonsense(key);
            return;
        }
        boolean isSpecial = random.nextInt(3) == 0;
        Duration delay = isSpecial && random.nextBoolean()
                ? Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 1_500_000 : 20_000))
                : Duration.ZERO;
        Optional<Duration> life = isSpecial && random.nextBoolean()
                ? Optional.of(Duration.ofMillis(1 + random.nextInt(5_000)))
                : Optional.empty();
        boolean isRefused = random.nextInt(20) == 0;
        String queue = isRefused ? Worker.PRIVATE.name() : queue();
        Message message = new Message(key, queue, job(), delay, life, random.nextInt(3) == 0);
        send(message);
        if (message.once && random.nextBoolean()) {
            send(message);
        }
    }

    private void send(Message message) {
        List<String> ids = List.copyOf(chronicle.ids(message.key));
        String id = ids.isEmpty() || random.nextInt(5) > 0 ? null : ids.getLast();
        post.send(message, id, encoding(), patience());
    }

    private void sendAgain(String key) {
        List<Message> again = chronicle.messages().stream()
                .filter(message -> message.once && message.key.equals(key))
                .toList();
        if (again.isEmpty()) {
            send(key);
        } else {
            send(again.get(random.nextInt(again.size())));
        }
    }

    private List<Message> some(String key) {
        String queue = queue();
        List<Message> some = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            some.add(Message.plain(key, queue, job()));
        }
        return some;
    }

    private static List<Job> jobs(List<Message> messages) {
        return messages.stream().map(message -> message.job).toList();
    }

    private void sendToSelf(String key) {
        List<Message> some = some(key);
        boolean fails = random.nextInt(3) == 0;
        Call call = client.call(key, Post.about(key), "sendToSelf", some.getFirst().queue, jobs(some), fails);
        some.forEach(message -> post.notes(message, call, Message.Fate.ATOMIC));
    }

    private void sendTo(String key, String other) {
        if (key.equals(other)) {
            sendToSelf(key);
        } else if (random.nextInt(3) == 0) {
            Message message = Message.plain(other, Worker.QUESTIONS.name(), job());
            Call call = client.call(key, Post.about(other, key), "ask", other, message.job, random.nextInt(4_000));
            post.notes(message, call, Message.Fate.KEPT);
        } else {
            List<Message> some = some(other);
            boolean fails = random.nextInt(3) == 0;
            Call call =
                    client.call(key, Post.about(other, key), "sendTo", other, some.getFirst().queue, jobs(some), fails);
            some.forEach(message -> post.notes(message, call, Message.Fate.KEPT));
        }
    }

    private void plan(String key) {
        Message message = Message.plain(key, Worker.JOBS.name(), job());
        Call call = client.call(key, Post.about(key), "plan", message.job, random.nextInt(20_000));
        post.notes(message, call, Message.Fate.PLANNED);
    }

    private void receive(String key) {
        int max = 1 + random.nextInt(4);
        switch (random.nextInt(7)) {
            case 0, 1 -> client.call(key, Post.about(key), "takeRelaxed", max);
            case 2 -> client.call(key, Post.about(key), "takeNext", random.nextInt(3_000));
            case 3 -> client.call(key, Post.about(key), "undertake", random.nextBoolean());
            default -> client.call(key, Post.about(key), "take", max, random.nextInt(3) == 0, random.nextInt(3) == 0);
        }
    }
}
