package dev.dowel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call by method reference sends. */
class ActionMethodTest {

    interface Greeter {
        @Action("greet.politely")
        String greet(String name);

        void forget();

        long add(long first, long second);

        List<String> three(String first, int second, @Nullable String third);
    }

    /** A contract that is made of another. */
    interface Host extends Greeter {
        int guests();
    }

    static final class Recorder extends ActorHandle<Greeter> {
        final List<String> calls = new ArrayList<>();

        private void note(String how, String action, Object type, @Nullable Object[] arguments) {
            calls.add(how + " " + action + Arrays.toString(arguments) + " " + type);
        }

        @Override
        @SuppressWarnings("NullAway")
        protected <R extends @Nullable Object> R invoke(String action, Type returnType, @Nullable Object[] arguments) {
            note("call", action, returnType, arguments);
            return null;
        }

        @Override
        protected <R extends @Nullable Object> CompletableFuture<R> invokeAsync(
                String action, Type returnType, @Nullable Object[] arguments) {
            note("async", action, returnType, arguments);
            return new CompletableFuture<>();
        }

        @Override
        protected void invokeAndForget(String action, @Nullable Object[] arguments) {
            note("send", action, "", arguments);
        }

        @Override
        protected <R extends @Nullable Object> QueueReply<R> enqueue(Sending sending) {
            calls.add("enqueue " + sending);
            return new QueueReply.TimedOut<>();
        }

        @Override
        protected <R extends @Nullable Object> CompletableFuture<QueueReply<R>> enqueueAsync(Sending sending) {
            calls.add("enqueueAsync " + sending);
            return CompletableFuture.completedFuture(new QueueReply.TimedOut<>());
        }
    }

    @Test
    void aContractHasTheActionsOfTheContractsItExtends() {
        assertThat(ActionMethod.of((ActionReference.Returning1<Host, String, String>) Host::greet))
                .isEqualTo(new ActionMethod("greet.politely", String.class));
        assertThat(ActionMethod.of((ActionReference.Void0<Host>) Host::forget))
                .isEqualTo(new ActionMethod("forget", void.class));
        assertThat(ActionMethod.of((ActionReference.Returning0<Host, Integer>) Host::guests))
                .isEqualTo(new ActionMethod("guests", int.class));
    }

    @Test
    void methodReferenceGivesNameTypeAndArguments() {
        Recorder handle = new Recorder();
        handle.call(Greeter::greet, "Ann");
        handle.call(Greeter::forget);
        var _ = handle.callAsync(Greeter::add, 1L, 2L);
        handle.send(Greeter::forget);
        handle.call(Greeter::three, "a", 2, null);
        handle.call("anything", String.class, 1, "x");
        assertThat(handle.calls)
                .containsExactly(
                        "call greet.politely[Ann] class java.lang.String",
                        "call forget[] void",
                        "async add[1, 2] long",
                        "send forget[] ",
                        "call three[a, 2, null] java.util.List<java.lang.String>",
                        "call anything[1, x] class java.lang.String");
    }

    @Test
    void sendsToQueuesSayWhatAndHow() {
        Recorder handle = new Recorder();
        Queue<String, Integer> lengths = Queue.of("lengths", String.class, Integer.class);
        handle.send(lengths, "a");
        assertThat(handle.sendAsync(lengths, "b", SendOptions.once("key"))).isCompletedWithValue(null);
        assertThat(handle.sendAndWait(lengths, "c", Duration.ofSeconds(1))).isEqualTo(new QueueReply.TimedOut<>());
        assertThat(handle.sendAndWaitAsync(lengths, "d", Duration.ofSeconds(2))).isDone();
        assertThat(handle.calls)
                .containsExactly(
                        sending("enqueue", "a", SendOptions.NONE, Optional.empty()),
                        sending("enqueueAsync", "b", SendOptions.once("key"), Optional.empty()),
                        sending("enqueue", "c", SendOptions.NONE, Optional.of(Duration.ofSeconds(1))),
                        sending("enqueueAsync", "d", SendOptions.NONE, Optional.of(Duration.ofSeconds(2))));
    }

    private static String sending(String how, String body, SendOptions options, Optional<Duration> patience) {
        return how + " Sending[queue=Queue[lengths], body=" + body + ", options=" + options + ", patience=" + patience
                + "]";
    }

    @Test
    void lambdaExpressionIsRefusedWithAnExplanation() {
        Recorder handle = new Recorder();
        ActionReference.Void0<Greeter> lambda = greeter -> {};
        assertThatThrownBy(() -> handle.call(lambda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("method reference");
    }
}
