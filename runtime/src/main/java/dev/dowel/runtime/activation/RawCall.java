package dev.dowel.runtime.activation;

import dev.dowel.ActorError;
import dev.dowel.ActorHook;
import dev.dowel.HttpResponse;
import dev.dowel.protocol.ActorSpecifier;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.ErrorBody;
import dev.dowel.protocol.Limits;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.RawRequest;
import dev.dowel.runtime.RawResponder;
import dev.dowel.runtime.commit.Output;
import dev.dowel.runtime.connection.ActorConnection;
import dev.dowel.runtime.failure.Failure;
import dev.dowel.runtime.failure.Failures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to an actor's own HTTP handler: a connection that lasts as long as the handler runs (protocol 5). Confined to
 * the actor's turn, except its answer.
 */
record RawCall(Caller caller, RawRequest request, RawResponder responder) {

    <S extends @Nullable Object> void run(Activation<S> activation) {
        HookRunner<S> hooks = new HookRunner<>(activation);
        if (!hooks.defines(ActorHook.ON_REQUEST)) {
            responder.respond(activation.parts().specifier(), 404, List.of(), new byte[0]);
            return;
        }
        ActorConnection connection = new ActorConnection(
                caller,
                null,
                activation.turns(),
                activation.parts().environment().randomIds(),
                null);
        if (hooks.hasConnectHooks()) {
            if (!hooks.connect(caller, connection, failure -> fail(activation, failure))) {
                return;
            }
        } else {
            activation.connections().add(connection);
        }
        TurnPlan plan = new TurnPlan(
                "onRequest",
                activation.definition().settings().actionTimeout(),
                Failures.actionTimedOut(),
                connection,
                failure -> fail(activation, failure));
        activation.turns().run(plan, turn -> {
            HttpResponse response = activation.behavior().onRequest(new ReceivedRequest(request));
            if (response == null) {
                throw new IllegalStateException("onRequest() returned no response.");
            }
            turn.add(new AnswerOutput(activation, response.status(), response.headers(), bodyOf(response)));
        });
        hooks.disconnect(connection);
    }

    /** JSON is written in the turn, so that a value that cannot be written undoes it. */
    private static HttpResponse.Body bodyOf(HttpResponse response) {
        HttpResponse.Body body = response.body() instanceof HttpResponse.Body.Json json
                ? new HttpResponse.Body.Bytes(Values.encode(Dialect.PLAIN_JSON, json.value()))
                : response.body();
        if (body instanceof HttpResponse.Body.Bytes whole && whole.bytes().length > Limits.HTTP_BODY_BYTES) {
            throw new ActorError("message", "outgoing_too_long", "Outgoing message too long", null);
        }
        return body;
    }

    void fail(Failure failure) {
        ErrorBody error = failure.error();
        responder.fail(error, failure.traceId());
    }

    private void fail(Activation<?> activation, Failure failure) {
        fail(failure.at(activation.parts().specifier()));
    }

    /** The answer on its way out. */
    private final class AnswerOutput implements Output {

        private final Activation<?> activation;
        private final int status;
        private final List<HttpResponse.Header> headers;
        private final HttpResponse.Body body;

        AnswerOutput(Activation<?> activation, int status, List<HttpResponse.Header> headers, HttpResponse.Body body) {
            this.activation = activation;
            this.status = status;
            this.headers = headers;
            this.body = body;
            if (body instanceof HttpResponse.Body.Stream) {
                activation.awake().add(AwakeReasons.Reason.STREAM);
            }
        }

        @Override
        public void release() {
            ActorSpecifier actor = activation.parts().specifier();
            switch (body) {
                case HttpResponse.Body.Bytes whole -> responder.respond(actor, status, headers, whole.bytes());
                case HttpResponse.Body.Stream stream ->
                    new StreamedBody(activation, stream.writer()).start(responder.stream(actor, status, headers));
                case HttpResponse.Body.Json _ -> throw new IllegalStateException("JSON is written in the turn.");
            }
        }

        @Override
        public void fail(Failure failure) {
            if (body instanceof HttpResponse.Body.Stream) {
                activation.awake().remove(AwakeReasons.Reason.STREAM);
            }
            RawCall.this.fail(activation, failure);
        }
    }
}
