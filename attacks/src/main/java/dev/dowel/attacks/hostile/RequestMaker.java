package dev.dowel.attacks.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dowel.protocol.ConnectionFrames;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.HttpBodies;
import dev.dowel.protocol.QueueBodies;
import dev.dowel.protocol.Values;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Requests that nearly are what they should be, all of them from one random. One thread. */
final class RequestMaker {

    private static final List<String> METHODS = List.of(
            "POST", "POST", "POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "X");
    private static final List<String> PATHS = List.of(
            "/gateway/target/action/",
            "/gateway/target/queue/orders",
            "/gateway/target/queue/%F0%9F%98%80",
            "/gateway/target/request/echo",
            "/gateway/target/request/throw",
            "/gateway/target/request/stream",
            "/gateway/target/connect",
            "/gateway/target/websocket/a",
            "/gateway/target@secret/action/echo",
            "/gateway/%74arget/health",
            "/gateway//action/echo",
            "/gateway/nobody/action/echo",
            "/gateway/../../etc/passwd",
            "/actors",
            "/actors/names",
            "/actors/some/sleep",
            "/actors/some/reschedule",
            "/actors/some/kv/keys/YQ==",
            "/actors/%00",
            "/metadata",
            "/health",
            "/request/a",
            "/",
            "*",
            "http://127.0.0.1/health");
    private static final List<String> ACTIONS = List.of(
            "increment",
            "echo",
            "big",
            "decimal",
            "order",
            "numbers",
            "bytes",
            "times",
            "crash",
            "user",
            "none",
            "%",
            "");
    private static final List<String> PARAMETERS = List.of(
            "rvt-namespace=default",
            "rvt-method=getOrCreate",
            "rvt-method=get",
            "rvt-method=destroy",
            "rvt-runner=default",
            "rvt-key=fuzz",
            "rvt-key=a%2Cb%2F%00",
            "rvt-key=%F0%28%8C%28",
            "rvt-key=%",
            "rvt-key=" + "k".repeat(2_000),
            "rvt-input=gQ",
            "rvt-input=%3D%3D",
            "rvt-crash-policy=sleep",
            "rvt-token=secret",
            "rvt-skip-ready-wait=true",
            "rvt-nothing=1",
            "namespace=default",
            "name=target",
            "key=fuzz",
            "actor_ids=a,b,,c",
            "limit=-1",
            "cursor=%00%ff",
            "&&&=",
            "a".repeat(5_000));
    private static final List<String> HEADERS = List.of(
            "host: h",
            "x-rivet-encoding: json",
            "x-rivet-encoding: cbor",
            "x-rivet-encoding: bare",
            "x-rivet-encoding: xml",
            "x-rivet-conn-params: {\"a\":1}",
            "x-rivet-conn-params: {\"a\":" + "[".repeat(200),
            "x-rivet-target: actor",
            "x-rivet-actor: 123",
            "authorization: Bearer \u0000",
            "authorization: Basic YTpi",
            "origin: http://evil.example",
            "expect: 100-continue",
            "expect: a-miracle",
            "content-encoding: gzip",
            "accept-encoding: gzip, br",
            "connection: close",
            "connection: keep-alive, upgrade",
            "upgrade: websocket",
            "upgrade: h2c",
            "sec-websocket-version: 13",
            "sec-websocket-version: 99",
            "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
            "sec-websocket-key: short",
            "sec-websocket-extensions: permessage-deflate; client_max_window_bits=99",
            "sec-websocket-protocol: rivet, rivet_encoding.json, rivet_conn_params.%",
            "idempotency-key: \u00e9",
            "x-dowel-delay-ms: -1",
            "x-dowel-ttl-ms: 999999999999",
            "x-rivet-internal-original-request-url: file:///etc/passwd",
            "traceparent: 00-zz-zz-zz",
            "cookie: " + "c".repeat(3_000));
    private static final Encoding[] ENCODINGS = Encoding.values();

    private final Random random;

    RequestMaker(Random random) {
        this.random = random;
    }

    /** One request, whole and well framed, whatever it says. */
    byte[] request() {
        Encoding encoding = one(ENCODINGS);
        boolean sensible = random.nextInt(3) > 0;
        StringBuilder head = new StringBuilder(sensible ? "POST" : one(METHODS)).append(' ');
        String path = sensible ? PATHS.get(random.nextInt(2)) : one(PATHS);
        head.append(path.endsWith("/action/") ? path + one(ACTIONS) : path).append('?');
        head.append(sensible ? "rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-key=f" : "");
        for (int i = sensible ? random.nextInt(2) : random.nextInt(7); i > 0; i--) {
            head.append('&').append(one(PARAMETERS));
        }
        head.append(" HTTP/1.1\r\n");
        head.append(sensible ? "x-rivet-encoding: " + encoding.wireName() + "\r\n" : "");
        for (int i = sensible ? random.nextInt(2) : random.nextInt(6); i > 0; i--) {
            head.append(one(HEADERS)).append("\r\n");
        }
        byte[] body = body(encoding);
        return random.nextInt(4) == 0 ? chunked(head, body) : measured(head, body);
    }

    private byte[] body(Encoding encoding) {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> Bombs.one(encoding, random);
            case 2 ->
                ("{\"name\":\"target\",\"key\":\"f" + random.nextInt(9) + "\",\"input\":\"gQ==\"}")
                        .getBytes(ISO_8859_1);
            case 3 -> Damage.some(orders(encoding), random);
            case 4 -> orders(encoding);
            default -> Damage.some(call(encoding), random);
        };
    }

    private static byte[] orders(Encoding encoding) {
        var order = new TargetActors.Order(1, Optional.of("n"), List.of(1L, 2L), java.util.Map.of());
        byte[] message = Values.encode(ConnectionFrames.requestDialect(encoding), order);
        return QueueBodies.request(encoding, "orders", message, Optional.of(Duration.ofMillis(1)));
    }

    private byte[] call(Encoding encoding) {
        Object[] values = {
            5, "text", List.of(1, 2), java.util.Map.of("id", 1), 1.5e300, new byte[] {1}, java.time.Instant.EPOCH
        };
        Object[] arguments = new Object[random.nextInt(4)];
        java.util.Arrays.setAll(arguments, i -> one(values));
        return HttpBodies.actionRequest(
                encoding, Values.encodeArguments(ConnectionFrames.requestDialect(encoding), arguments));
    }

    private static byte[] measured(StringBuilder head, byte[] body) {
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        return joined(head.toString().getBytes(ISO_8859_1), body);
    }

    private byte[] chunked(StringBuilder head, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                head.append("transfer-encoding: chunked\r\n\r\n").toString().getBytes(ISO_8859_1));
        for (int at = 0; at < body.length; ) {
            int size = Math.min(body.length - at, 1 + random.nextInt(3_000));
            String extension = random.nextInt(5) == 0 ? ";x=\"y\"" : "";
            out.writeBytes((Integer.toHexString(size) + extension + "\r\n").getBytes(ISO_8859_1));
            out.write(body, at, size);
            out.writeBytes(new byte[] {'\r', '\n'});
            at += size;
        }
        out.writeBytes((random.nextInt(5) == 0 ? "0\r\ntrailer: t\r\n\r\n" : "0\r\n\r\n").getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
