package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The captures of protocol 3.1 and 3.3, byte for byte, and what else must be accepted or refused. */
class HttpBodiesTest {

    private static final ErrorBody BOOM =
            new ErrorBody("user", "boom", "user boom", Map.of("a", 1L), new ActorSpecifier("t1c4", 1, "room/json"));

    @Test
    void requestsAreReadAsCaptured() {
        assertThat(HttpBodies.readActionRequest(Encoding.JSON, Bytes.utf8("{\"args\":[5]}")))
                .isEqualTo(Bytes.json("[5]"));
        assertThat(HttpBodies.readActionRequest(Encoding.BARE, Bytes.of("0400 02 8105")))
                .isEqualTo(Bytes.compat("8105"));
        assertThat(HttpBodies.readActionRequest(Encoding.CBOR, Bytes.of("b90001 64\"args\" 81 05")))
                .isEqualTo(Bytes.nativeCbor("8105"));
    }

    @Test
    void requestsAreWrittenAsCaptured() {
        assertThat(Bytes.text(HttpBodies.actionRequest(Encoding.JSON, Bytes.utf8("[5]"))))
                .isEqualTo("{\"args\":[5]}");
        assertThat(HttpBodies.actionRequest(Encoding.BARE, Bytes.of("8105"))).isEqualTo(Bytes.of("0400 02 8105"));
        assertThat(HttpBodies.actionRequest(Encoding.CBOR, Bytes.of("8105")))
                .isEqualTo(Bytes.of("a1 64\"args\" 81 05"));
    }

    @Test
    void responsesAreWrittenAndReadAsCaptured() {
        byte[] json = HttpBodies.actionResponse(Encoding.JSON, Values.encode(Dialect.JSON, 5));
        byte[] cbor = HttpBodies.actionResponse(Encoding.CBOR, Values.encode(Dialect.COMPAT_CBOR, 5));
        byte[] bare = HttpBodies.actionResponse(Encoding.BARE, Values.encode(Dialect.COMPAT_CBOR, 5));
        assertThat(Bytes.text(json)).isEqualTo("{\"output\":5}");
        assertThat(cbor).isEqualTo(Bytes.of("a1 66\"output\" 05"));
        assertThat(bare).isEqualTo(Bytes.of("0400 01 05"));
        assertThat(HttpBodies.readActionResponse(Encoding.JSON, json)).isEqualTo(Bytes.json("5"));
        assertThat(HttpBodies.readActionResponse(Encoding.CBOR, cbor)).isEqualTo(Bytes.compat("05"));
        assertThat(HttpBodies.readActionResponse(Encoding.BARE, bare)).isEqualTo(Bytes.compat("05"));
    }

    @Test
    void capturedArgumentsOfAllKindsAreRead() {
        RawValue args = HttpBodies.readActionRequest(Encoding.JSON, Bytes.utf8("""
                {"args":[1,"two",null,null,["$Uint8Array","CQg="],["$BigInt","10"],"1970-01-01T00:00:01.000Z",{"a":[1,2.5]}]}"""));
        Object[] values = Values.decodeArguments(
                args,
                new java.lang.reflect.Type[] {
                    int.class,
                    String.class,
                    Object.class,
                    java.util.Optional.class,
                    byte[].class,
                    long.class,
                    java.time.Instant.class,
                    Map.class
                },
                new boolean[8]);
        assertThat(values[4]).isEqualTo(new byte[] {9, 8});
        values[4] = "bytes";
        assertThat(values)
                .containsExactly(
                        1,
                        "two",
                        null,
                        java.util.Optional.empty(),
                        "bytes",
                        10L,
                        java.time.Instant.ofEpochSecond(1),
                        Map.of("a", java.util.List.of(1L, 2.5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"other\":[1]}", " {\"x\":{\"args\":[1]}} "})
    void missingArgumentsAreNone(String body) {
        assertThat(HttpBodies.readActionRequest(Encoding.JSON, Bytes.utf8(body)))
                .isEqualTo(Bytes.json("[]"));
    }

    @Test
    void emptyBodiesAreNoArguments() {
        assertThat(HttpBodies.readActionRequest(Encoding.CBOR, new byte[0])).isEqualTo(Bytes.nativeCbor("80"));
        assertThat(HttpBodies.readActionRequest(Encoding.BARE, new byte[0])).isEqualTo(Bytes.compat("80"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "5", "{\"args\":}", "{\"args\":[1]", "{\"args\":[1]}}", "{\"args\":[1],}"})
    void malformedRequestsAreRefused(String body) {
        assertThatThrownBy(() -> HttpBodies.readActionRequest(Encoding.JSON, Bytes.utf8(body)))
                .isInstanceOf(WireException.class);
    }

    @Test
    void responseWithoutOutputIsRefused() {
        assertThatThrownBy(() -> HttpBodies.readActionResponse(Encoding.JSON, Bytes.utf8("{}")))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("output");
    }

    @Test
    void errorsAreWrittenAsCaptured() {
        assertThat(Bytes.text(HttpBodies.failure(Encoding.JSON, BOOM))).isEqualTo("""
                {"actor":{"actorId":"t1c4","generation":1,"key":"room/json"},"code":"boom","group":"user",\
                "message":"user boom","metadata":{"a":1}}""");
        var bare = new ErrorBody("user", "boom", "user boom", Map.of("a", 1), new ActorSpecifier("h", 1, "c4/bare"));
        assertThat(HttpBodies.failure(Encoding.BARE, bare))
                .isEqualTo(Bytes.of("0400 04\"user\" 04\"boom\" 09\"user boom\" 01 04 a1616101 01 01\"h\" 01 01"
                        + " 07\"c4/bare\""));
        assertThat(HttpBodies.failure(Encoding.BARE, new ErrorBody("g", "c", "m")))
                .isEqualTo(Bytes.of("0400 01\"g\" 01\"c\" 01\"m\" 00 00"));
        assertThat(HttpBodies.failure(Encoding.CBOR, new ErrorBody("g", "c", "m")))
                .isEqualTo(Bytes.of("a3 64\"code\" 61\"c\" 65\"group\" 61\"g\" 67\"message\" 61\"m\""));
    }

    @ParameterizedTest
    @EnumSource
    void errorsAreReadBack(Encoding encoding) {
        assertThat(HttpBodies.readFailure(encoding, HttpBodies.failure(encoding, BOOM)))
                .isEqualTo(BOOM);
        var plain = new ErrorBody("g", "c", "m");
        assertThat(HttpBodies.readFailure(encoding, HttpBodies.failure(encoding, plain)))
                .isEqualTo(plain);
    }

    @Test
    void errorsAreReadLeniently() {
        assertThat(HttpBodies.readFailure(Encoding.JSON, Bytes.utf8("""
                {"message":"m","extra":[1],"metadata":null,"actor":null,"code":"c","group":"g"}"""))).isEqualTo(new ErrorBody("g", "c", "m"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<html>",
                "{\"group\":\"g\",\"code\":\"c\"}",
                "{\"group\":1,\"code\":\"c\",\"message\":\"m\"}"
            })
    void whatIsNoErrorIsRefused(String body) {
        assertThatThrownBy(() -> HttpBodies.readFailure(Encoding.JSON, Bytes.utf8(body)))
                .isInstanceOf(WireException.class);
    }
}
