package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The captures of protocol 6, byte for byte, and what else must be accepted or refused. */
class QueueBodiesTest {

    private static QueueRequest json(String text) {
        return QueueBodies.readRequest(Encoding.JSON, Bytes.utf8(text));
    }

    private static QueueRequest cbor(String notation) {
        return QueueBodies.readRequest(Encoding.CBOR, Bytes.of(notation));
    }

    private static QueueRequest bare(String notation) {
        return QueueBodies.readRequest(Encoding.BARE, Bytes.of(notation));
    }

    @Test
    void requestsAreReadAsCaptured() {
        assertThat(json("{\"body\":{\"a\":1},\"name\":\"jobs\",\"wait\":false}"))
                .isEqualTo(new QueueRequest(Bytes.json("{\"a\":1}"), false, Optional.empty()));
        assertThat(json("{\"body\":{\"a\":1},\"name\":\"jobs\",\"wait\":true,\"timeout\":800}"))
                .isEqualTo(new QueueRequest(Bytes.json("{\"a\":1}"), true, Optional.of(Duration.ofMillis(800))));
        assertThat(cbor("b90004 64\"body\" b9000161\"a\"01 64\"name\" 64\"jobs\" 64\"wait\" f4 67\"timeout\" f7"))
                .isEqualTo(new QueueRequest(Bytes.nativeCbor("b90001616101"), false, Optional.empty()));
        assertThat(cbor("b90004 64\"body\" b9000161\"a\"01 64\"name\" 64\"jobs\" 64\"wait\" f5 67\"timeout\" 18c8"))
                .isEqualTo(
                        new QueueRequest(Bytes.nativeCbor("b90001616101"), true, Optional.of(Duration.ofMillis(200))));
        assertThat(bare("0400 06 b900016161 01 · 01 04\"jobs\" · 01 01 · 01 c800000000000000"))
                .isEqualTo(new QueueRequest(Bytes.compat("b90001616101"), true, Optional.of(Duration.ofMillis(200))));
    }

    @Test
    void whatIsOptionalMayBeMissing() {
        var nothing = new QueueRequest(Bytes.compat("01"), false, Optional.empty());
        assertThat(bare("0400 01 01 00 00 00")).isEqualTo(nothing);
        assertThat(bare("0400 01 01 00 0100 00")).isEqualTo(nothing);
        assertThat(json("{\"wait\":null,\"timeout\":null,\"name\":7,\"more\":[],\"body\":1}"))
                .isEqualTo(new QueueRequest(Bytes.json("1"), false, Optional.empty()));
        assertThat(cbor("a2 64\"wait\" f7 64\"body\" 01"))
                .isEqualTo(new QueueRequest(Bytes.nativeCbor("01"), false, Optional.empty()));
    }

    /** JSON.stringify drops members that are undefined. */
    @Test
    void aMissingMessageIsUndefined() {
        assertThat(json("{\"name\":\"jobs\",\"wait\":false}").body())
                .isEqualTo(RawValue.of(Values.undefined(Dialect.JSON), Dialect.JSON));
        assertThat(Values.<Object>decode(cbor("a0").body(), Object.class)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.2, 1", "800.5, 801", "1e3, 1000", "3600000, 3600000"})
    void timeoutsAreWholeMillisecondsAtLeastAsLong(String written, long millis) {
        assertThat(json("{\"body\":1,\"wait\":true,\"timeout\":" + written + "}")
                        .timeout())
                .contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.5", "3600001", "1e300", "\"800\"", "[]", "true", "[\"$BigInt\",\"-5\"]"})
    void whatIsNoTimeToWaitIsRefused(String written) {
        assertInvalid(() -> json("{\"body\":1,\"wait\":true,\"timeout\":" + written + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f97e00", "f97c00", "f9fc00", "20", "1b7fffffffffffffff", "1bffffffffffffffff"})
    void norIsItInBinary(String written) {
        assertInvalid(() -> cbor("a1 67\"timeout\" " + written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffffffffffff", "0000000000000080", "81ee360000000000"})
    void norIsItInBare(String written) {
        assertInvalid(() -> bare("0400 01 01 00 00 01" + written));
    }

    private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(WireException.class, e -> {
            assertThat(e.group()).isEqualTo("queue");
            assertThat(e.code()).isEqualTo("message_invalid");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "5",
                "null",
                "{\"body\":}",
                "{\"body\":1",
                "{\"body\":1}}",
                "{\"body\":1,\"wait\":1}",
                "{\"body\":1,\"wait\":\"true\"}"
            })
    void malformedRequestsAreRefused(String text) {
        assertMalformed(() -> json(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no body at all
                "0400",
                "0400 01 01",
                "0400 01 01 00 00", // ends before the timeout
                "0400 01 01 00 00 01 c80000", // ends inside the timeout
                "0400 01 01 00 00 00 00", // something follows
                "0400 01 ff 00 00 00", // not CBOR
                "0400 02 0101 00 00 00", // two values
                "0400 01 01 02 00 00", // neither true nor false
                "0400 01 01 01 02 c328 00 00", // a name that is not UTF-8
                "0300 01 01 00 00 00" // another version
            })
    void malformedBareRequestsAreRefused(String notation) {
        assertMalformed(() -> bare(notation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "a1 64\"body\"", "a1 64\"wait\" 01", "a1 64\"body\" 01 00"})
    void malformedCborRequestsAreRefused(String notation) {
        assertMalformed(() -> cbor(notation));
    }

    private static void assertMalformed(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.code()).isEqualTo("invalid_request"));
    }

    @Test
    void requestsAreWrittenAsCaptured() {
        Optional<Duration> patience = Optional.of(Duration.ofMillis(200));
        byte[] json = Bytes.utf8("{\"a\":1}");
        byte[] cbor = Bytes.of("b900016161 01");
        assertThat(Bytes.text(QueueBodies.request(Encoding.JSON, "jobs", json, Optional.empty())))
                .isEqualTo("{\"body\":{\"a\":1},\"name\":\"jobs\",\"wait\":false}");
        assertThat(Bytes.text(QueueBodies.request(Encoding.JSON, "jobs", json, patience)))
                .isEqualTo("{\"body\":{\"a\":1},\"name\":\"jobs\",\"wait\":true,\"timeout\":200}");
        assertThat(QueueBodies.request(Encoding.CBOR, "jobs", cbor, Optional.empty()))
                .isEqualTo(
                        Bytes.of("a4 64\"body\" b9000161\"a\"01 64\"name\" 64\"jobs\" 64\"wait\" f4 67\"timeout\" f7"));
        assertThat(QueueBodies.request(Encoding.BARE, "jobs", cbor, patience))
                .isEqualTo(Bytes.of("0400 06 b900016161 01 · 01 04\"jobs\" · 01 01 · 01 c800000000000000"));
        assertThat(QueueBodies.request(Encoding.BARE, "jobs", cbor, Optional.empty()))
                .isEqualTo(Bytes.of("0400 06 b900016161 01 · 01 04\"jobs\" · 01 00 · 00"));
    }

    @ParameterizedTest
    @EnumSource
    void requestsAreReadBack(Encoding encoding) {
        Dialect dialect = ConnectionFrames.requestDialect(encoding);
        byte[] message = Values.encode(dialect, "$é");
        for (Duration patience : new Duration[] {Duration.ZERO, Duration.ofNanos(1), Duration.ofHours(1)}) {
            byte[] body = QueueBodies.request(encoding, "a \"queue\"", message, Optional.of(patience));
            Duration read = patience.equals(Duration.ofNanos(1)) ? Duration.ofMillis(1) : patience;
            assertThat(QueueBodies.readRequest(encoding, body))
                    .isEqualTo(new QueueRequest(RawValue.of(message, dialect), true, Optional.of(read)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSenderCannotWaitForLessThanNothing(Encoding encoding) {
        byte[] message = Values.encode(ConnectionFrames.requestDialect(encoding), 1);
        byte[] body = QueueBodies.request(encoding, "q", message, Optional.of(Duration.ofMillis(-1)));
        assertInvalid(() -> QueueBodies.readRequest(encoding, body));
    }

    @Test
    void answersAreWrittenAsCaptured() {
        assertThat(QueueBodies.timedOut(Encoding.BARE)).isEqualTo(Bytes.of("0400 08\"timedOut\" 00"));
        assertThat(QueueBodies.completed(Encoding.BARE, Bytes.of("a16161 01")))
                .isEqualTo(Bytes.of("0400 09\"completed\" 01 04 a1616101"));
        assertThat(Bytes.text(QueueBodies.timedOut(Encoding.JSON))).isEqualTo("{\"status\":\"timedOut\"}");
        assertThat(Bytes.text(QueueBodies.completed(Encoding.JSON, null))).isEqualTo("{\"status\":\"completed\"}");
        assertThat(Bytes.text(QueueBodies.completed(Encoding.JSON, Bytes.utf8("{\"ok\":true}"))))
                .isEqualTo("{\"status\":\"completed\",\"response\":{\"ok\":true}}");
        assertThat(QueueBodies.timedOut(Encoding.CBOR)).isEqualTo(Bytes.of("a1 66\"status\" 68\"timedOut\""));
        assertThat(QueueBodies.completed(Encoding.CBOR, Bytes.of("05")))
                .isEqualTo(Bytes.of("a2 66\"status\" 69\"completed\" 68\"response\" 05"));
    }

    @ParameterizedTest
    @EnumSource
    void answersAreReadBack(Encoding encoding) {
        Dialect dialect = ConnectionFrames.payloadDialect(encoding);
        byte[] value = Values.encode(dialect, "$é");
        assertThat(QueueBodies.readResponse(encoding, QueueBodies.completed(encoding, value)))
                .isEqualTo(new QueueResponse.Completed(RawValue.of(value, dialect)));
        assertThat(QueueBodies.readResponse(encoding, QueueBodies.completed(encoding, null)))
                .isEqualTo(new QueueResponse.Completed(null));
        assertThat(QueueBodies.readResponse(encoding, QueueBodies.timedOut(encoding)))
                .isEqualTo(new QueueResponse.TimedOut());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"response\":1}", "{\"status\":\"lost\"}", "{\"status\":1}", "<html>"})
    void whatIsNoAnswerIsRefused(String text) {
        assertMalformed(() -> QueueBodies.readResponse(Encoding.JSON, Bytes.utf8(text)));
    }

    @Test
    void noAnswerIsGuessedInBare() {
        assertMalformed(() -> QueueBodies.readResponse(Encoding.BARE, Bytes.of("0400 04\"lost\" 00")));
        assertMalformed(() -> QueueBodies.readResponse(Encoding.BARE, Bytes.of("0400 09\"completed\"")));
        assertMalformed(() -> QueueBodies.readResponse(Encoding.BARE, Bytes.of("0400 09\"completed\" 00 00")));
    }
}
