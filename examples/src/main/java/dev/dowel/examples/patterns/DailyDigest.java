package dev.dowel.examples.patterns;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.Cadence;
import dev.dowel.CreateRequest;
import dev.dowel.CronRun;
import dev.dowel.Event;
import dev.dowel.ReadOnly;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cron job: collects what happened and sends it every morning, in the time zone of its reader. The actor sleeps in between.
 * Confined to the actor's turn.
 */
@ActorType("dailyDigest")
public final class DailyDigest extends Actor<DailyDigest.State> {

    /** What was not sent yet, and how often something was. */
    public record State(List<String> news, int sent) {}

    /** The digest of a day. */
    public static final Event<List<String>> DIGEST = Event.of("digest", new dev.dowel.TypeToken<List<String>>() {});

    @Override
    protected State createState(CreateRequest request) {
        return new State(List.of(), 0);
    }

    /** Subscribes its reader: every day at seven. Again with another zone, it moves. */
    @Action
    public String subscribe(String zone) {
        cron().set("digest", Cadence.cron("0 7 * * *", ZoneId.of(zone)), DailyDigest::send);
        return cron().get("digest").orElseThrow().nextAt().toString();
    }

    /** Notes something for the next digest. */
    @Action
    public void note(String text) {
        update(digest ->
                new State(Stream.concat(digest.news().stream(), Stream.of(text)).toList(), digest.sent()));
    }

    /** What the job runs. */
    @Action(internal = true)
    public void send() {
        if (!state().news().isEmpty()) {
            broadcast(DIGEST, state().news());
            update(digest -> new State(List.of(), digest.sent() + 1));
        }
    }

    /** How the last runs went. */
    @ReadOnly
    @Action
    public List<CronRun> runs() {
        return cron().history("digest", 10);
    }
}
