package dev.dowel.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.HttpRequest;
import dev.dowel.HttpResponse;
import dev.dowel.WebSocketMessage;
import dev.dowel.WebSocketSession;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/** Answers requests and sockets in every way its path says. */
@ActorType("web")
final class RawActor extends Actor<Void> {

    /** What a test shares with its actor. */
    static final class Script {
        final Semaphore entered = new Semaphore(0);
        final Semaphore leave = new Semaphore(0);
        final CountDownLatch gone = new CountDownLatch(1);
        final AtomicReference<Throwable> failure = new AtomicReference<>();
    }

    private final Script script;

    RawActor(Script script) {
        this.script = script;
    }

    @Override
    protected HttpResponse onRequest(HttpRequest request) throws Exception {
        return switch (request.path()) {
            case "/status" ->
                HttpResponse.status(201)
                        .header("set-cookie", "a=1")
                        .header("set-cookie", "b=2")
                        .header("x-rivet-actor", "mine");
            case "/empty" -> HttpResponse.status(204).body("ignored".getBytes(UTF_8));
            case "/own-framing" ->
                HttpResponse.text("four").header("content-length", "1").header("connection", "close");
            case "/stream" ->
                HttpResponse.stream("text/plain", stream -> {
                    stream.write("one");
                    stream.write("");
                    stream.write("two");
                });
            case "/forever" ->
                HttpResponse.stream("text/plain", stream -> {
                    try {
                        while (true) {
                            stream.write(new byte[10_000]);
                        }
                    } finally {
                        script.gone.countDown();
                    }
                });
            case "/break" ->
                HttpResponse.stream("text/plain", stream -> {
                    stream.write("half");
                    throw new IllegalStateException("broken");
                });
            case "/hold" -> {
                script.entered.release();
                script.leave.acquire();
                yield HttpResponse.text("held");
            }
            case "/count" -> {
                try {
                    long sum = 0;
                    byte[] buffer = new byte[777];
                    for (int n = request.stream().read(buffer);
                            n >= 0;
                            n = request.stream().read(buffer)) {
                        sum += n;
                    }
                    yield HttpResponse.text("" + sum);
                } catch (IOException e) {
                    script.failure.set(e);
                    script.gone.countDown();
                    throw e;
                }
            }
            case "/ignore" -> HttpResponse.text("not read");
            case "/throw" -> throw new IllegalStateException("secret detail");
            default ->
                HttpResponse.text(request.method() + " " + request.url() + " "
                        + request.header("authorization").orElse("-") + " "
                        + request.header("x-rivet-conn-params").orElse("-") + " " + request.text());
        };
    }

    @Override
    protected void onWebSocket(WebSocketSession session) {
        session.send("welcome " + session.url());
        session.onMessage(message -> {
            switch (message) {
                case WebSocketMessage.Text text -> {
                    if (text.text().equals("end")) {
                        session.close(4000, "mine");
                    } else {
                        session.send(text.text());
                    }
                }
                case WebSocketMessage.Binary binary -> session.send(binary.bytes());
            }
        });
        session.onClose((code, reason) -> {
            script.failure.set(new IOException(code + " " + reason));
            script.gone.countDown();
        });
    }
}
