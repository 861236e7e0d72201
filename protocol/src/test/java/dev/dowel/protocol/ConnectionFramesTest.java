package dev.dowel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The captures of protocol 4.1 to 4.3, byte for byte, and what else must be accepted or refused. */
class ConnectionFramesTest {

    private static final String ACTOR = "9izl0123456789abcdefghijklmnop";
    private static final String CONNECTION = "0cf4555f-e5b7-4e84-92d6-9337defae1c6";
    private static final ErrorBody BOOM =
            new ErrorBody("user", "boom", "user boom", Map.of("a", 1), new ActorSpecifier(ACTOR, 1, "ws/bare"));

    // Server to client

    @Test
    void initIsWrittenAsCaptured() {
        assertJson(ConnectionFrames.init(Encoding.JSON, "d58b", "31a8e7ab-e5b7-4e84-92d6-9337defae1c6"), """
                {"body":{"tag":"Init","val":{"actorId":"d58b","connectionId":"31a8e7ab-e5b7-4e84-92d6-9337defae1c6"}}}""");
        assertBytes(
                ConnectionFrames.init(Encoding.BARE, ACTOR, CONNECTION),
                "0400 00 1e\"" + ACTOR + "\" 24\"" + CONNECTION + "\"");
        assertBytes(
                ConnectionFrames.init(Encoding.CBOR, "a", "c"),
                "a1 64\"body\" a2 63\"tag\" 64\"Init\" 63\"val\" a2 67\"actorId\" 61\"a\" 6c\"connectionId\" 61\"c\"");
    }

    @Test
    void actionResponseIsWrittenAsCaptured() {
        assertJson(
                ConnectionFrames.actionResponse(Encoding.JSON, 0, Values.encode(Dialect.JSON, 3)),
                "{\"body\":{\"tag\":\"ActionResponse\",\"val\":{\"id\":[\"$BigInt\",\"0\"],\"output\":3}}}");
        assertBytes(
                ConnectionFrames.actionResponse(Encoding.CBOR, 0, Values.encode(Dialect.COMPAT_CBOR, 3)),
                "a1 64\"body\" a2 63\"tag\" 6e\"ActionResponse\" 63\"val\" a2 62\"id\" 1b0000000000000000"
                        + " 66\"output\" 03");
        assertBytes(
                ConnectionFrames.actionResponse(Encoding.BARE, 0, Values.encode(Dialect.COMPAT_CBOR, 3)),
                "0400 02 00 01 03");
        assertBytes(
                ConnectionFrames.actionResponse(Encoding.BARE, 3, Values.undefined(Dialect.COMPAT_CBOR)),
                "0400 02 03 0d 82 6a\"$Undefined\" 00");
        assertJson(
                ConnectionFrames.actionResponse(Encoding.JSON, 12345, Values.undefined(Dialect.JSON)),
                "{\"body\":{\"tag\":\"ActionResponse\",\"val\":{\"id\":[\"$BigInt\",\"12345\"],"
                        + "\"output\":[\"$Undefined\",0]}}}");
    }

    @Test
    void eventIsWrittenAsCaptured() {
        assertJson(
                ConnectionFrames.event(Encoding.JSON, "newCount", Values.encodeArguments(Dialect.JSON, 3)),
                "{\"body\":{\"tag\":\"Event\",\"val\":{\"args\":[3],\"name\":\"newCount\"}}}");
        assertBytes(
                ConnectionFrames.event(Encoding.BARE, "newCount", Values.encodeArguments(Dialect.COMPAT_CBOR, 3)),
                "0400 03 08\"newCount\" 02 8103");
        assertBytes(
                ConnectionFrames.event(Encoding.CBOR, "e", Values.encodeArguments(Dialect.COMPAT_CBOR, 3)),
                "a1 64\"body\" a2 63\"tag\" 65\"Event\" 63\"val\" a2 64\"args\" 8103 64\"name\" 61\"e\"");
    }

    @Test
    void failureIsWrittenAsCaptured() {
        assertJson(
                ConnectionFrames.failure(
                        Encoding.JSON, new ErrorBody("user", "nope", "denied!", Map.of("why", "deny"), null), null),
                """
                {"body":{"tag":"Error","val":{"actionId":null,"code":"nope","group":"user","message":"denied!",\
                "metadata":{"why":"deny"}}}}""");
        assertBytes(
                ConnectionFrames.failure(Encoding.BARE, BOOM, 5L),
                "0400 01 04\"user\" 04\"boom\" 09\"user boom\" 01 04 a1616101 01 05 01 1e\"" + ACTOR
                        + "\" 01 01 07\"ws/bare\"");
        assertBytes(
                ConnectionFrames.failure(
                        Encoding.BARE, new ErrorBody("message", "outgoing_too_long", "Outgoing message too long"), 10L),
                "0400 01 07\"message\" 11\"outgoing_too_long\" 19\"Outgoing message too long\" 00 01 0a 00");
        assertJson(
                ConnectionFrames.failure(Encoding.JSON, BOOM, 5L),
                "{\"body\":{\"tag\":\"Error\",\"val\":{\"actionId\":[\"$BigInt\",\"5\"],\"actor\":{\"actorId\":\""
                        + ACTOR
                        + "\",\"generation\":1,\"key\":\"ws/bare\"},\"code\":\"boom\",\"group\":\"user\","
                        + "\"message\":\"user boom\",\"metadata\":{\"a\":1}}}}");
        assertBytes(
                ConnectionFrames.failure(Encoding.CBOR, BOOM, 5L),
                "a1 64\"body\" a2 63\"tag\" 65\"Error\" 63\"val\" a6 68\"actionId\" 1b0000000000000005"
                        + " 65\"actor\" a3 67\"actorId\" 781e\"" + ACTOR
                        + "\" 6a\"generation\" 01 63\"key\" 67\"ws/bare\" 64\"code\" 64\"boom\" 65\"group\" 64\"user\""
                        + " 67\"message\" 69\"user boom\" 68\"metadata\" a1616101");
        assertBytes(
                ConnectionFrames.failure(Encoding.CBOR, new ErrorBody("g", "c", "m"), null),
                "a1 64\"body\" a2 63\"tag\" 65\"Error\" 63\"val\" a4 68\"actionId\" f6 64\"code\" 61\"c\""
                        + " 65\"group\" 61\"g\" 67\"message\" 61\"m\"");
    }

    @Test
    void errorWithoutKeyLeavesTheMemberOut() {
        var error = new ErrorBody("g", "c", "m", null, new ActorSpecifier("a", 2, null));
        assertThat(Bytes.text(ConnectionFrames.failure(Encoding.JSON, error, null)))
                .contains("\"actor\":{\"actorId\":\"a\",\"generation\":2},")
                .doesNotContain("key");
        assertThat(ConnectionFrames.readServer(Encoding.CBOR, ConnectionFrames.failure(Encoding.CBOR, error, null)))
                .isEqualTo(new ServerMessage.Failure(error, null));
    }

    @ParameterizedTest
    @EnumSource
    void metadataThatCannotBeWrittenDoesNotHideTheError(Encoding encoding) {
        var error = new ErrorBody("user", "boom", "m", Thread.currentThread(), null);
        ServerMessage read = ConnectionFrames.readServer(encoding, ConnectionFrames.failure(encoding, error, null));
        assertThat(read).isEqualTo(new ServerMessage.Failure(new ErrorBody("user", "boom", "m"), null));
    }

    @ParameterizedTest
    @EnumSource
    void serverMessagesAreReadBack(Encoding encoding) {
        Dialect dialect = ConnectionFrames.payloadDialect(encoding);
        byte[] output = Values.encode(dialect, "ü\"\\\n");
        byte[] args = Values.encodeArguments(dialect, 1, "x");
        assertThat(ConnectionFrames.readServer(encoding, ConnectionFrames.init(encoding, ACTOR, CONNECTION)))
                .isEqualTo(new ServerMessage.Init(ACTOR, CONNECTION));
        assertThat(ConnectionFrames.readServer(encoding, ConnectionFrames.actionResponse(encoding, 300, output)))
                .isEqualTo(new ServerMessage.ActionResponse(300, RawValue.of(output, dialect)));
        assertThat(ConnectionFrames.readServer(encoding, ConnectionFrames.event(encoding, "e\"ü", args)))
                .isEqualTo(new ServerMessage.Event("e\"ü", RawValue.of(args, dialect)));
        var boom = new ErrorBody("user", "boom", "user boom", Map.of("a", 1L), BOOM.actor());
        assertThat(ConnectionFrames.readServer(encoding, ConnectionFrames.failure(encoding, boom, 5L)))
                .isEqualTo(new ServerMessage.Failure(boom, 5L));
    }

    // Client to server

    @Test
    void actionRequestIsReadAsCaptured() {
        var expected = new ClientMessage.ActionRequest(0, "increment", Bytes.json("[3]"));
        assertThat(readJson("""
                {"body":{"tag":"ActionRequest","val":{"id":["$BigInt","0"],"name":"increment","args":[3]}}}""")).isEqualTo(expected);
        assertThat(ConnectionFrames.readClient(Encoding.BARE, Bytes.of("0400 00 00 09\"increment\" 02 8103")))
                .isEqualTo(new ClientMessage.ActionRequest(0, "increment", Bytes.compat("8103")));
        assertThat(readCbor("b90001 64\"body\" b90002 63\"tag\" 6d\"ActionRequest\" 63\"val\" b90003 62\"id\""
                        + " 1b0000000000000000 64\"name\" 69\"increment\" 64\"args\" 8103"))
                .isEqualTo(new ClientMessage.ActionRequest(0, "increment", Bytes.nativeCbor("8103")));
    }

    @Test
    void subscriptionRequestIsReadAsCaptured() {
        assertThat(
                        readJson(
                                "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":\"newCount\",\"subscribe\":true}}}"))
                .isEqualTo(new ClientMessage.SubscriptionRequest("newCount", true));
        assertThat(ConnectionFrames.readClient(Encoding.BARE, Bytes.of("0400 01 08\"newCount\" 01")))
                .isEqualTo(new ClientMessage.SubscriptionRequest("newCount", true));
        assertThat(ConnectionFrames.readClient(Encoding.BARE, Bytes.of("0400 01 08\"newCount\" 00")))
                .isEqualTo(new ClientMessage.SubscriptionRequest("newCount", false));
    }

    @Test
    void clientMessagesAreWrittenAsCaptured() {
        assertJson(
                ConnectionFrames.actionRequest(Encoding.JSON, 0, "increment", Bytes.utf8("[3]")),
                "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":[\"$BigInt\",\"0\"],\"name\":\"increment\",\"args\":[3]}}}");
        assertJson(
                ConnectionFrames.subscription(Encoding.JSON, "newCount", true),
                "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":\"newCount\",\"subscribe\":true}}}");
        assertBytes(
                ConnectionFrames.actionRequest(Encoding.BARE, 0, "increment", Bytes.of("8103")),
                "0400 00 00 09\"increment\" 02 8103");
        assertBytes(ConnectionFrames.subscription(Encoding.BARE, "newCount", true), "0400 01 08\"newCount\" 01");
    }

    @ParameterizedTest
    @EnumSource
    void clientMessagesAreReadBack(Encoding encoding) {
        Dialect dialect = ConnectionFrames.requestDialect(encoding);
        byte[] args = Values.encodeArguments(dialect, "$x", 2);
        assertThat(ConnectionFrames.readClient(
                        encoding, ConnectionFrames.actionRequest(encoding, Long.MAX_VALUE, "a.b", args)))
                .isEqualTo(new ClientMessage.ActionRequest(Long.MAX_VALUE, "a.b", RawValue.of(args, dialect)));
        assertThat(ConnectionFrames.readClient(encoding, ConnectionFrames.subscription(encoding, "ü", false)))
                .isEqualTo(new ClientMessage.SubscriptionRequest("ü", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"$BigInt\",\"7\"]", "7", "7.0", "70e-1", " [ \"$BigInt\" , \"7\" ] "})
    void jsonIdsComeInSeveralForms(String id) {
        assertThat(readJson("{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":" + id
                        + ",\"name\":\"a\",\"args\":[]}}}"))
                .isEqualTo(new ClientMessage.ActionRequest(7, "a", Bytes.json("[]")));
    }

    /** 8-byte integers from JavaScript, short ones from Rust, tag 2 from Swift. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1b0000000000000007",
                "07",
                "1807",
                "190007",
                "c24107",
                "c2480000000000000007",
                "fb401c000000000000",
                "f94700",
                "82 67\"$BigInt\" 61\"7\""
            })
    void cborIdsComeInSeveralForms(String id) {
        assertThat(readCbor(request(id))).isEqualTo(new ClientMessage.ActionRequest(7, "a", Bytes.nativeCbor("80")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "\"7\"",
                "null",
                "[7]",
                "[\"$BigInt\",7]",
                "[\"$BigInt\",\"-1\"]",
                "[\"$BigInt\",\"1\",2]",
                "[\"$BigInt\",\"99999999999999999999\"]",
                "1e300",
                "{}",
                "true"
            })
    void jsonIdsThatAreNoneAreRefused(String id) {
        assertRefused(
                Encoding.JSON,
                Bytes.utf8("{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":" + id
                        + ",\"name\":\"a\",\"args\":[]}}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20",
                "1bffffffffffffffff",
                "c249010000000000000000",
                "c248ffffffffffffffff",
                "c34107",
                "fb3ff8000000000000",
                "61\"7\"",
                "f6",
                "a0",
                "8107",
                "fb7ff0000000000000"
            })
    void cborIdsThatAreNoneAreRefused(String id) {
        assertRefused(Encoding.CBOR, Bytes.of(request(id)));
    }

    private static String request(String id) {
        return "a1 64\"body\" a2 63\"tag\" 6d\"ActionRequest\" 63\"val\" a3 62\"id\" " + id + " 64\"name\" 61\"a\""
                + " 64\"args\" 80";
    }

    @Test
    void membersComeInAnyOrderAndTheLastCounts() {
        assertThat(readJson("""
                { "x" : [1,{"y":"}"}], "body": {"val":{"z":null,"args":[1],"name":"old","args":[2],"id":9,"name":"new"},
                  "tag":"SubscriptionRequest", "tag":"ActionRequest"} , "w":"\\u00e9" }""".strip())).isEqualTo(new ClientMessage.ActionRequest(9, "new", Bytes.json("[2]")));
        assertThat(readCbor("bf 64\"body\" bf 63\"val\" bf 64\"args\" 9f01ff 62\"id\" 01 64\"name\" 7f61\"a\"61\"b\"ff"
                        + " 61\"x\" d9010281a0 ff 63\"tag\" 6d\"ActionRequest\" ff ff"))
                .isEqualTo(new ClientMessage.ActionRequest(1, "ab", Bytes.nativeCbor("9f01ff")));
    }

    @Test
    void missingArgumentsAreNone() {
        assertThat(readJson("{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1,\"name\":\"a\"}}}"))
                .isEqualTo(new ClientMessage.ActionRequest(1, "a", Bytes.json("[]")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"body\":{}}",
                "{\"body\":{\"tag\":\"ActionRequest\"}}",
                "{\"body\":{\"val\":{}}}",
                "{\"body\":{\"tag\":\"Init\",\"val\":{}}}",
                "{\"body\":{\"tag\":7,\"val\":{}}}",
                "{\"body\":{\"tag\":\"ActionRequest\",\"val\":[]}}",
                "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1}}}",
                "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"name\":\"a\",\"args\":[]}}}",
                "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1,\"name\":null,\"args\":[]}}}",
                "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1,\"name\":\"a\",\"args\":[}}}",
                "{\"body\":{\"tag\":\"ActionRequest\",\"val\":{\"id\":1,\"name\":\"a\",\"args\":[]}}}x",
                "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":\"a\"}}}",
                "{\"body\":{\"tag\":\"SubscriptionRequest\",\"val\":{\"eventName\":\"a\",\"subscribe\":1}}}"
            })
    void malformedJsonMessagesAreRefused(String message) {
        assertRefused(Encoding.JSON, Bytes.utf8(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "04",
                "0400",
                "0300 00 00 01\"a\" 01 80",
                "0500 00 00 01\"a\" 01 80",
                "0004 00 00 01\"a\" 01 80",
                "0400 02 00 01\"a\" 01 80",
                "0400 ffffffffffffffffff01",
                "0400 00 00 01\"a\"",
                "0400 00 00 01\"a\" 02 80",
                "0400 00 00 01\"a\" 01 80 00",
                "0400 00 00 01\"a\" 00",
                "0400 00 00 01\"a\" 02 80 80",
                "0400 00 00 01\"a\" ffffffff0f 80",
                "0400 00 8000 01\"a\" 01 80",
                "0400 00 ffffffffffffffffffff01 01\"a\" 01 80",
                "0400 00 00 01 ff 01 80",
                "0400 01 01\"a\" 02"
            })
    void malformedBareMessagesAreRefused(String message) {
        assertRefused(Encoding.BARE, Bytes.of(message));
    }

    @Test
    void otherVersionsAreRefusedByName() {
        assertThatThrownBy(() -> ConnectionFrames.readClient(Encoding.BARE, Bytes.of("0300 01 01\"a\" 01")))
                .hasMessageContaining("version 3")
                .hasMessageContaining("version 4");
    }

    @ParameterizedTest
    @EnumSource
    void namesAreBounded(Encoding encoding) {
        byte[] args = Values.encodeArguments(ConnectionFrames.requestDialect(encoding));
        String longest = "n".repeat(Limits.ACTION_NAME_CHARS);
        ConnectionFrames.readClient(encoding, ConnectionFrames.actionRequest(encoding, 1, longest, args));
        assertRefused(encoding, ConnectionFrames.actionRequest(encoding, 1, longest + "n", args));
        assertRefused(encoding, ConnectionFrames.subscription(encoding, longest + "n", true));
    }

    private static ClientMessage readJson(String text) {
        return ConnectionFrames.readClient(Encoding.JSON, Bytes.utf8(text));
    }

    private static ClientMessage readCbor(String notation) {
        return ConnectionFrames.readClient(Encoding.CBOR, Bytes.of(notation));
    }

    private static void assertRefused(Encoding encoding, byte[] frame) {
        assertThatThrownBy(() -> ConnectionFrames.readClient(encoding, frame))
                .isInstanceOfSatisfying(WireException.class, e -> {
                    assertThat(e.group()).isEqualTo("actor");
                    assertThat(e.code()).isEqualTo("invalid_request");
                    assertThat(e.getMessage()).isNotBlank().doesNotContain("java.");
                });
    }

    private static void assertJson(byte[] actual, String expected) {
        assertThat(Bytes.text(actual)).isEqualTo(expected);
    }

    private static void assertBytes(byte[] actual, String expected) {
        assertThat(Bytes.hex(actual)).isEqualTo(Bytes.hex(Bytes.of(expected)));
    }
}
