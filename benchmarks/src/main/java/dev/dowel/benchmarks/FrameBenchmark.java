package dev.dowel.benchmarks;

import dev.dowel.protocol.ClientMessage;
import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the codecs cost alone: requests in, replies, events and errors out. Confined to JMH's threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrameBenchmark {

    /** What a chat-like event carries. Immutable. */
    public record Message(String from, String text, long at) {}

    private static final Type[] ONE_LONG = {long.class};
    private static final boolean[] NOT_NULL = {false};
    private static final Message MESSAGE = new Message("alice", "Is the kettle on? Five minutes.", 1_795_420_853_741L);
    private static final ErrorBody ERROR =
            new ErrorBody("user", "empty_message", "Say something.", Map.of("limit", 280L), null);

    @Param({"JSON", "CBOR", "BARE"})
    public Encoding encoding = Encoding.JSON;

    private byte[] request = {};
    private byte[] frame = {};
    private byte[] output = {};
    private byte[] eventArguments = {};

    /** Prepares the bytes that are read, as a client writes them. */
    @Setup
    public void prepare() {
        byte[] arguments = Values.encodeArguments(ConnectionFrames.payloadDialect(encoding), 1L);
        request = HttpBodies.actionRequest(encoding, arguments);
        frame = ConnectionFrames.actionRequest(encoding, 4_711, "increment", arguments);
        output = Values.encode(ConnectionFrames.payloadDialect(encoding), 4_711L);
        eventArguments = Values.encodeArguments(ConnectionFrames.payloadDialect(encoding), MESSAGE);
    }

    /** An HTTP request body to the action's arguments. */
    @Benchmark
    public @Nullable Object[] readRequestBody() {
        RawValue arguments = HttpBodies.readActionRequest(encoding, request);
        return Values.decodeArguments(arguments, ONE_LONG, NOT_NULL);
    }

    /** A WebSocket frame to the message, its arguments still undecoded. */
    @Benchmark
    public ClientMessage readFrame() {
        return ConnectionFrames.readClient(encoding, frame);
    }

    /** A number to an HTTP response body. */
    @Benchmark
    public byte[] writeResponseBody() {
        return HttpBodies.actionResponse(encoding, Values.encode(ConnectionFrames.payloadDialect(encoding), 4_711L));
    }

    /** An encoded result to a WebSocket frame. */
    @Benchmark
    public byte[] writeResponseFrame() {
        return ConnectionFrames.actionResponse(encoding, 4_711, output);
    }

    /** A record to the encoded arguments of an event. */
    @Benchmark
    public byte[] encodeRecord() {
        return Values.encodeArguments(ConnectionFrames.payloadDialect(encoding), MESSAGE);
    }

    /** Encoded arguments to an event's frame. */
    @Benchmark
    public byte[] writeEventFrame() {
        return ConnectionFrames.event(encoding, "message", eventArguments);
    }

    /** An error to a frame. */
    @Benchmark
    public byte[] writeErrorFrame() {
        return ConnectionFrames.failure(encoding, ERROR, 4_711L);
    }
}
