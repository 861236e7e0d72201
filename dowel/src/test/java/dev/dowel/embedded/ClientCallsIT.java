package dev.dowel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dowel.ActorError;
import dev.dowel.ActorKey;
import dev.dowel.UserError;
import dev.dowel.client.ClientActor;
import dev.dowel.client.DowelClient;
import dev.dowel.embedded.ClientActors.Club;
import dev.dowel.embedded.ClientActors.Counter;
import dev.dowel.embedded.ClientActors.Echo;
import dev.dowel.embedded.ClientActors.Login;
import dev.dowel.embedded.ClientActors.Parcel;
import dev.dowel.protocol.Encoding;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java client's stateless calls against a server, in every encoding. */
@ParameterizedClass
@EnumSource(Encoding.class)
@Timeout(60)
class ClientCallsIT {

    private static final String SECRET = "admin secret/@";
    private static DowelServer server;

    @Parameter
    private Encoding encoding;

    private DowelClient client;

    @BeforeParameterizedClassInvocation
    static void startServer() {
        server = DowelServer.builder()
                .actor(Counter.class)
                .actor(Echo.class)
                .actor(Club.class)
                .store(new MemoryStore())
                .adminToken(SECRET)
                .port(0)
                .build()
                .start();
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
    }

    @org.junit.jupiter.api.BeforeEach
    void openClient() {
        client = DowelClient.builder()
                .endpoint(server.endpoint())
                .encoding(encoding)
                .token(SECRET)
                .namespace("a namespace")
                .build();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    private static ActorError errorOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(ActorError.class, call);
    }

    @Test
    void recordsGoThereAndBack() {
        var parcel = new Parcel(
                "Päckchen",
                3,
                (1L << 60) + 1,
                2.5,
                true,
                BigInteger.TEN.pow(30),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Duration.ofMillis(90_061_001),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                List.of(new ClientActors.Change(1, 2), new ClientActors.Change(-1, 1L << 40)),
                Map.of("toll", 5L),
                Optional.of("handle with care"));
        ClientActor<Echo> echo = client.actor(Echo.class, "records");

        assertThat(echo.call(Echo::parcel, parcel)).isEqualTo(parcel);
        assertThat(echo.call(Echo::bytes, new byte[] {0, -1, 127})).containsExactly(0, -1, 127);
        assertThat(echo.call("any", Object.class, List.of("$BigInt", "5"))).isEqualTo(List.of("$BigInt", "5"));
        assertThat(echo.<Object>call("any", Object.class, (Object) null)).isNull();
    }

    @Test
    void keysKeepTheirPartsWhereTheProtocolCanCarryThem() {
        assertThat(client.actor(Echo.class, "a/b", "é", "c\\d").call(Echo::parts))
                .containsExactly("a/b", "é", "c\\d");
        assertThat(client.actor(Echo.class).call(Echo::parts)).isEmpty();
        ClientActor<Echo> created = client.create(Echo.class, ActorKey.of("x,y", "", encoding.name()), null);
        assertThat(created.call(Echo::parts)).containsExactly("x,y", "", encoding.name());
    }

    @Test
    void handlesMeanTheSameActor() {
        ActorKey key = ActorKey.of("handles");
        ClientActor<Counter> created = client.create(Counter.class, key, 40L);
        ClientActor<Counter> byKey = client.actor(Counter.class, "handles");
        assertThat(created.call(Counter::increment, 1L)).isEqualTo(41);
        assertThat(byKey.call(Counter::increment, 1L)).isEqualTo(42);
        assertThat(client.get(Counter.class, "handles").call(Counter::count)).isEqualTo(42);
        assertThat(client.forId(Counter.class, byKey.resolve()).call(Counter::count))
                .isEqualTo(42);
        assertThat(client.actor("clientCounter", key).call("count", Long.class)).isEqualTo(42);
        assertThat(created.resolve())
                .isEqualTo(byKey.resolve())
                .isEqualTo(client.get(Counter.class, key).resolve());

        assertThat(errorOf(() -> client.create(Counter.class, key, null)).code())
                .isEqualTo("duplicate_key");
    }

    @Test
    void anInputIsForTheFirstCallOnly() {
        ActorKey key = ActorKey.of("input");
        assertThat(client.getOrCreate(Counter.class, key, 7L).call(Counter::count))
                .isEqualTo(7);
        assertThat(client.getOrCreate(Counter.class, key, 8L).call(Counter::count))
                .isEqualTo(7);
    }

    @Test
    void whatIsNotThereIsNotFoundAtOnce() {
        ClientActor<Counter> missing = client.get(Counter.class, "missing");
        assertThat(errorOf(() -> missing.call(Counter::count)).code()).isEqualTo("not_found");
        assertThat(errorOf(missing::resolve).code()).isEqualTo("not_found");
        assertThat(errorOf(() -> client.forId(Counter.class, "nosuchid").call(Counter::count))
                        .code())
                .isEqualTo("not_found");
        assertThat(errorOf(() -> client.actor("nobody", ActorKey.of()).call("x", Void.class))
                        .code())
                .isEqualTo("not_registered");
    }

    @Test
    void anActorThatIsDestroyedIsCreatedAnewByItsKeyOnly() {
        ClientActor<Counter> byKey = client.actor(Counter.class, "destroyed");
        ClientActor<Counter> byId = client.forId(Counter.class, byKey.resolve());
        byKey.call(Counter::increment, 5L);
        byKey.call(Counter::vanish);
        assertThat(byKey.call(Counter::count)).isZero();
        assertThat(errorOf(() -> byId.call(Counter::count)).code()).isEqualTo("not_found");
    }

    @Test
    void whatAnActorThrowsArrivesAndLeavesNoTrace() {
        ClientActor<Counter> counter = client.actor(Counter.class, "errors");
        UserError error = catchThrowableOfType(UserError.class, () -> counter.call(Counter::fail, "not_found"));
        assertThat(error.code()).isEqualTo("not_found");
        assertThat(error).hasMessage("As asked: é.");
        assertThat(error.metadata()).isEqualTo(Map.of("code", "not_found", "list", List.of(1L, 2L)));
        assertThat(counter.call(Counter::count)).isZero();
    }

    @Test
    void whatIsNotMeantForCallersIsHiddenBehindATraceId() {
        ActorError error = errorOf(() -> client.actor(Counter.class, "errors").call(Counter::crash));
        assertThat(error.code()).isEqualTo("internal_error");
        assertThat(error.getMessage()).doesNotContain("hidden");
        assertThat(error.traceId()).isPresent();
    }

    @Test
    void badCallsAreTypedErrors() {
        ClientActor<Counter> counter = client.actor(Counter.class, "bad");
        assertThat(errorOf(() -> counter.call("nothing", Void.class)).code()).isEqualTo("action_not_found");
        assertThat(errorOf(() -> counter.call("increment", Long.class)).code()).isEqualTo("validation_error");
        assertThat(errorOf(() -> counter.call("increment", Long.class, 1, 2)).code())
                .isEqualTo("validation_error");
        assertThat(errorOf(() -> counter.call("increment", Long.class, "x")).code())
                .isEqualTo("validation_error");
        assertThat(errorOf(() -> counter.call("increment", String.class, 1)).code())
                .isEqualTo("invalid_response");
        assertThat(errorOf(() -> counter.call("increment", Long.class, "x".repeat(70_000)))
                        .code())
                .isEqualTo("incoming_too_long");
        try (var generous = DowelClient.builder()
                .endpoint(server.endpoint())
                .encoding(encoding)
                .maxRequestBytes(100_000)
                .build()) {
            ClientActor<Counter> other = generous.actor(Counter.class, "bad");
            assertThat(errorOf(() -> other.call("increment", Long.class, "x".repeat(70_000)))
                            .code())
                    .isEqualTo("incoming_too_long");
        }
    }

    @Test
    void paramsReachTheHooksOfEachCall() {
        ClientActor<Club> club = client.actor(Club.class, "hooks");
        assertThat(club.withParams(new Login("member é")).call(Club::whoAmI)).isEqualTo("member é");
        ActorError refusal = errorOf(() -> club.call(Club::whoAmI));
        assertThat(refusal.group() + "." + refusal.code()).isEqualTo("user.not_a_member");
        assertThat(refusal.metadata()).isEqualTo(Map.of("fee", 50L));
    }

    @Test
    void strangersFindAndCreateActorsButManagingThemWantsTheToken() throws Exception {
        try (var stranger = DowelClient.connect(server.endpoint());
                HttpClient http = HttpClient.newHttpClient()) {
            ClientActor<Counter> created = stranger.create(Counter.class, ActorKey.of("t", encoding.name()), null);
            assertThat(created.call(Counter::count)).isZero();
            HttpRequest names = HttpRequest.newBuilder(
                            URI.create(server.endpoint() + "/actors/names?namespace=default"))
                    .build();
            assertThat(http.send(names, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("unauthorized");
        }
    }

    @Test
    void manyCallsOfManyThreadsAllCount() throws Exception {
        ClientActor<Counter> counter = client.actor(Counter.class, "many");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> blocking = IntStream.range(0, 300)
                    .mapToObj(i -> threads.submit(() -> counter.call(Counter::increment, 1L)))
                    .toList();
            List<CompletableFuture<Long>> async = IntStream.range(0, 300)
                    .mapToObj(i -> counter.callAsync(Counter::increment, 1L))
                    .toList();
            for (Future<Long> call : blocking) {
                assertThat(call.get()).isPositive();
            }
            async.forEach(call -> assertThat(call.join()).isPositive());
        }
        assertThat(counter.call(Counter::count)).isEqualTo(600);
    }

    @Test
    void aSendArrivesThoughNobodyWaits() {
        ClientActor<Counter> counter = client.actor(Counter.class, "sent");
        counter.send(Counter::increment, 3L);
        counter.send(Counter::crash);
        while (counter.call(Counter::count) == 0) {
            Thread.onSpinWait();
        }
        assertThat(counter.call(Counter::count)).isEqualTo(3);
    }
}
