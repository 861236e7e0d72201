package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * BARE has one form for each message: a frame that is read and written again has the same bytes, also a damaged one that
 * can still be read. So nobody can say one thing to us and another to who reads the same bytes.
 */
class BareReencodingTest {

    private static final int ROUNDS = 50_000;

    private static byte[] damaged(byte[] frame, Random random) {
        byte[] bytes = frame.clone();
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    private static byte[] again(ClientMessage message) {
        return switch (message) {
            case ClientMessage.ActionRequest call ->
                ConnectionFrames.actionRequest(
                        Encoding.BARE, call.id(), call.name(), call.args().toByteArray());
            case ClientMessage.SubscriptionRequest request ->
                ConnectionFrames.subscription(Encoding.BARE, request.eventName(), request.subscribe());
        };
    }

    private static byte[] again(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Init init -> ConnectionFrames.init(Encoding.BARE, init.actorId(), init.connectionId());
            case ServerMessage.Failure failure ->
                ConnectionFrames.failure(Encoding.BARE, failure.error(), failure.actionId());
            case ServerMessage.ActionResponse response ->
                ConnectionFrames.actionResponse(
                        Encoding.BARE, response.id(), response.output().toByteArray());
            case ServerMessage.Event event ->
                ConnectionFrames.event(Encoding.BARE, event.name(), event.args().toByteArray());
        };
    }

    @Test
    void whatClientsSendHasOneForm() {
        Random random = new Random(1);
        byte[] arguments = Values.encodeArguments(Dialect.COMPAT_CBOR, "é", 5, Map.of("a", List.of(1, 2)));
        byte[][] frames = {
            ConnectionFrames.actionRequest(Encoding.BARE, 300, "increment", arguments),
            ConnectionFrames.actionRequest(Encoding.BARE, Long.MAX_VALUE, "n", arguments),
            ConnectionFrames.subscription(Encoding.BARE, "event", true)
        };
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] frame = damaged(frames[random.nextInt(frames.length)], random);
            ClientMessage message;
            try {
                message = ConnectionFrames.readClient(Encoding.BARE, frame);
            } catch (WireException e) {
                continue;
            }
            assertThat(again(message)).as(() -> Bytes.hex(frame)).isEqualTo(frame);
            read++;
        }
        assertThat(read).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void whatServersSendHasOneForm() {
        Random random = new Random(2);
        byte[] output = Values.encode(Dialect.COMPAT_CBOR, Map.of("a", List.of(1, 2)));
        byte[][] frames = {
            ConnectionFrames.init(Encoding.BARE, "actor", "connection"),
            ConnectionFrames.actionResponse(Encoding.BARE, 1L << 40, output),
            ConnectionFrames.event(Encoding.BARE, "e", Values.encodeArguments(Dialect.COMPAT_CBOR, 1)),
            ConnectionFrames.failure(
                    Encoding.BARE, new ErrorBody("g", "c", "m", null, new ActorSpecifier("a", 1, "k")), 5L)
        };
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] frame = damaged(frames[random.nextInt(frames.length)], random);
            ServerMessage message;
            try {
                message = ConnectionFrames.readServer(Encoding.BARE, frame);
            } catch (WireException e) {
                continue;
            }
            if (message instanceof ServerMessage.Failure failure
                    && failure.error().metadata() != null) {
                continue; // is decoded, and CBOR has several forms
            }
            assertThat(again(message)).as(() -> Bytes.hex(frame)).isEqualTo(frame);
            read++;
        }
        assertThat(read).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }
}
