package dev.dowel.testkit;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import dev.dowel.Cadence;
import dev.dowel.CreateRequest;
import dev.dowel.Durability;
import dev.dowel.Event;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.Queue;
import dev.dowel.ReadOnly;
import dev.dowel.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does a bit of everything that actors do, and writes it down. Confined to the actor's turn. */
@ActorType("diary")
@ActorOptions(sleepTimeoutMillis = 10_000, sleepGracePeriodMillis = 2_000, actionTimeoutMillis = 30_000)
class Diary extends Actor<Diary.Pages> {

    record Entry(String text, Instant at) {}

    record Pages(String title, List<Entry> entries) {
        Pages plus(String text, Instant at) {
            return new Pages(
                    title,
                    Stream.concat(entries.stream(), Stream.of(new Entry(text, at)))
                            .toList());
        }

        List<String> texts() {
            return entries.stream().map(Entry::text).toList();
        }
    }

    static final Event<String> WRITTEN = Event.of("written", String.class);
    static final Queue<String, Integer> LETTERS = Queue.of("letters", String.class, Integer.class);

    private int sinceAwake;

    @Override
    protected Pages createState(CreateRequest request) {
        String title = request.hasInput() ? request.input(String.class) : "untitled";
        if (title.isBlank()) {
            throw new UserError("no_title", "A diary has a title.");
        }
        return new Pages(title, List.of());
    }

    @Override
    protected void onSleep() {
        add("good night");
    }

    private void add(String text) {
        update(pages -> pages.plus(text, now()));
        broadcast(WRITTEN, text);
    }

    @Action
    public int write(String text) {
        if (text.isBlank()) {
            throw new UserError("blank", "Write something.", Map.of("length", text.length()));
        }
        add(text);
        return state().entries().size();
    }

    @Action(durability = Durability.RELAXED)
    public void scribble(String text) {
        add(text);
    }

    @Action
    public void writeLater(String text, long seconds) {
        schedule().after(Duration.ofSeconds(seconds), Diary::note, text);
    }

    @Action
    public void writeDaily(String text) {
        cron().set("daily", Cadence.cron("0 7 * * *"), Diary::note, text);
    }

    @Action(internal = true)
    public void note(String text) {
        add(text);
    }

    @Action
    public String writeSlowly(String text, long seconds) throws InterruptedException {
        pause(Duration.ofSeconds(seconds));
        add(text);
        return text;
    }

    @Action
    public void ponder() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Action
    public String askOutside() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        Thread.ofPlatform().start(answered::countDown);
        answered.await();
        return "answered";
    }

    @Action
    public int readOneLetter() throws InterruptedException {
        var letter = queue(LETTERS).next();
        add("letter " + letter.body());
        letter.complete(letter.body().length());
        return letter.body().length();
    }

    @Action
    public void copyTo(String key) {
        actor(Diary.class, key).call(Diary::write, "copied from " + key().get(0));
    }

    @Action
    public int countSinceAwake() {
        return ++sinceAwake;
    }

    @Action
    public void tearUp() {
        destroy();
    }

    @Action
    public void fail(@Nullable String why) {
        add("never");
        throw new IllegalStateException(why);
    }

    @ReadOnly
    @Action
    public List<String> read() {
        return state().texts();
    }

    @ReadOnly
    @Action
    public String title() {
        return state().title();
    }

    @Override
    protected HttpResponse onRequest(HttpRequest request) {
        List<String> texts = state().texts();
        return switch (request.path()) {
            case "/entries" -> HttpResponse.json(texts);
            case "/echo" ->
                HttpResponse.text(request.method() + " " + request.query() + " " + request.text() + " "
                        + request.header("x-name").orElse("-"));
            case "/lines" ->
                HttpResponse.stream("text/plain", stream -> {
                    for (String text : texts) {
                        stream.write(text + "\n");
                    }
                });
            default -> HttpResponse.status(404);
        };
    }
}
