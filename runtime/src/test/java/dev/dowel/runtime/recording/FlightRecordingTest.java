package dev.dowel.runtime.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorKey;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.ReplySink;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recorder gets of a runtime, on the machine's own threads. */
class FlightRecordingTest {

    private static final int CALLS = 25;
    private static final String[] NAMES = {"Turn", "CommitGroup", "GateWait", "ActorStart"};

    @ActorType("recorded")
    static final class Recorded extends Actor<Long> {
        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Action
        public long add(long by) {
            return update(count -> count + by);
        }

        @Action
        public void crash() {
            throw new IllegalStateException("crash");
        }
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.dowel." + name))
                .toList();
    }

    private static void call(ActorRuntime runtime, String action, Object... arguments) {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        runtime.call(
                new Target.GetOrCreate(new ActorAddress("default", "recorded", ActorKey.of("k")), null),
                new Caller(null, Encoding.JSON, "/action/add", Map.of(), "127.0.0.1"),
                action,
                RawValue.of(Values.encodeArguments(Dialect.JSON, arguments), Dialect.JSON),
                new ReplySink() {
                    @Override
                    public void succeed(dev.dowel.protocol.ActorSpecifier actor, byte[] output) {
                        answered.complete(true);
                    }

                    @Override
                    public void fail(ErrorBody error, @Nullable String traceId) {
                        answered.complete(false);
                    }
                });
        answered.join();
    }

    /** Records everything that happens until the runtime has ended. */
    private static List<RecordedEvent> record(Path directory, Duration threshold) throws IOException {
        Path file = directory.resolve("dowel.jfr");
        try (Recording recording = new Recording()) {
            Stream.of(NAMES)
                    .forEach(name -> recording.enable("dev.dowel." + name).withThreshold(threshold));
            recording.enable("dev.dowel.ActorStop");
            recording.start();
            try (ActorRuntime runtime = ActorRuntime.builder()
                    .actor(ActorDefinition.of(Recorded.class))
                    .store(new MemoryStore())
                    .build()) {
                for (int i = 0; i < CALLS; i++) {
                    call(runtime, "add", 1);
                }
                call(runtime, "crash");
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    @Test
    void everyTurnCommitWaitStartAndStopIsRecorded(@TempDir Path directory) throws IOException {
        List<RecordedEvent> events = record(directory, Duration.ZERO);

        List<RecordedEvent> turns = of(events, "Turn");
        assertThat(turns)
                .filteredOn(turn -> turn.getString("action").equals("add"))
                .hasSize(CALLS)
                .allSatisfy(turn -> {
                    assertThat(turn.getString("actorType")).isEqualTo("recorded");
                    assertThat(turn.getString("actorId")).hasSize(30);
                    assertThat(turn.getString("outcome")).isEqualTo("OK");
                    assertThat(turn.getInt("mailbox")).isPositive();
                });
        assertThat(turns)
                .filteredOn(turn -> turn.getString("action").equals("crash"))
                .extracting(turn -> turn.getString("outcome"))
                .containsExactly("INTERNAL_ERROR");
        assertThat(turns).extracting(turn -> turn.getString("action")).contains("createState");

        assertThat(of(events, "GateWait"))
                .hasSizeGreaterThanOrEqualTo(CALLS)
                .allSatisfy(wait -> assertThat(wait.getBoolean("durable")).isTrue());
        // One caller who waits for each answer: every change has a group of its own.
        assertThat(of(events, "CommitGroup")).hasSizeGreaterThanOrEqualTo(CALLS).allSatisfy(group -> {
            assertThat(group.getBoolean("durable")).isTrue();
            assertThat(group.getInt("turns")).isPositive();
            assertThat(group.getInt("actors")).isEqualTo(1);
            assertThat(group.getLong("bytes")).isPositive();
        });
        assertThat(of(events, "ActorStart"))
                .singleElement()
                .satisfies(start -> assertThat(start.getBoolean("created")).isTrue());
        assertThat(of(events, "ActorStop"))
                .extracting(stop -> stop.getString("reason"))
                .containsExactly("SHUTDOWN");
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.getDuration().isNegative()).isFalse());
    }

    @Test
    void whatIsFasterThanTheThresholdIsNotRecorded(@TempDir Path directory) throws IOException {
        List<RecordedEvent> events = record(directory, Duration.ofHours(1));

        assertThat(of(events, "Turn")).isEmpty();
        assertThat(of(events, "CommitGroup")).isEmpty();
        assertThat(of(events, "ActorStop")).hasSize(1); // takes no time, so has no threshold
    }
}
