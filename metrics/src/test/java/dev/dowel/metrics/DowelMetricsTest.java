package dev.dowel.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import dev.dowel.CreateRequest;
import dev.dowel.UserError;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.server.DowelServer;
import dev.dowel.server.DowelServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of a server, against what it was made to do. */
class DowelMetricsTest {

    private static final String TOKEN = "s3cret";
    private static final Pattern LINE = Pattern.compile(
            "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\n]*\"(,[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\n]*\")*})?"
                    + " (NaN|[+-]?Inf|[-+0-9.eE]+)");

    @ActorType("counted")
    static final class Counted extends Actor<Long> {
        @Override
        protected Long createState(CreateRequest request) {
            return 0L;
        }

        @Action
        public long add(long by) {
            return update(count -> count + by);
        }

        @Action
        public void refuse() {
            throw new UserError("no", "No.");
        }

        @Action
        public void crash() {
            throw new IllegalStateException("crash");
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private DowelServer server;

    @AfterEach
    void close() {
        client.close();
        if (server != null) {
            server.close();
        }
    }

    private void serve(UnaryOperator<DowelServerBuilder> more) {
        server = more.apply(DowelServer.builder()
                        .actor(Counted.class)
                        .store(new MemoryStore())
                        .port(0))
                .build()
                .start();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        try {
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(URI.create(server.endpoint() + path)).GET(), headers);
    }

    private int call(String actor, String key, String action, String arguments) {
        String path = "/gateway/" + actor + "/action/" + action
                + "?rvt-namespace=default&rvt-method=getOrCreate&rvt-runner=default&rvt-crash-policy=sleep&rvt-key="
                + key;
        return send(HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"args\":[" + arguments + "]}")))
                .statusCode();
    }

    /** An answer may be there before its turn is counted, but not before the turn before it is. */
    private void callTwice() {
        assertThat(call("counted", "k", "add", "1")).isEqualTo(200);
        assertThat(call("counted", "k", "add", "1")).isEqualTo(200);
    }

    private static long turns(MeterRegistry registry, String action, String outcome) {
        Timer timer = registry.find("dowel.turns")
                .tags("actor", "counted", "action", action, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private static Set<String> series(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName() + meter.getId().getTags())
                .collect(Collectors.toSet());
    }

    @Test
    void whatWasDoneIsCounted() {
        MeterRegistry registry = new SimpleMeterRegistry();
        serve(builder -> builder.observe(DowelMetrics.in(registry)));

        for (int i = 0; i < 5; i++) {
            assertThat(call("counted", "k" + i % 2, "add", "1")).isEqualTo(200);
        }
        call("counted", "k0", "refuse", "");
        call("counted", "k0", "crash", "");
        get("/health");
        server.close(); // the end of everything that is counted after the answers left

        assertThat(turns(registry, "add", "ok")).isEqualTo(5);
        assertThat(turns(registry, "refuse", "error")).isEqualTo(1);
        assertThat(turns(registry, "crash", "internal_error")).isEqualTo(1);
        assertThat(turns(registry, "createState", "ok")).isEqualTo(2);
        assertThat(registry.get("dowel.actor.starts")
                        .tag("kind", "created")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("dowel.actor.stops")
                        .tag("reason", "shutdown")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("dowel.actors.loaded").gauge().value()).isZero();
        // One client, one call at a time: each of the five changes and two creations has its commit, but for the first
        // calls,
        // which share theirs with the creation or not.
        assertThat(registry.get("dowel.commits").timer().count()).isBetween(5L, 7L);
        assertThat(registry.get("dowel.commit.turns").summary().totalAmount()).isGreaterThanOrEqualTo(7);
        assertThat(registry.get("dowel.commit.size").summary().totalAmount()).isPositive();
        assertThat(registry.get("dowel.gate.waits").timer().count()).isGreaterThanOrEqualTo((long)
                registry.get("dowel.commit.turns").summary().totalAmount());
        assertThat(registry.get("dowel.http.requests")
                        .tag("status", "2xx")
                        .timer()
                        .count())
                .isEqualTo(6);
        assertThat(registry.get("dowel.http.requests")
                                .tag("status", "4xx")
                                .timer()
                                .count()
                        + registry.get("dowel.http.requests")
                                .tag("status", "5xx")
                                .timer()
                                .count())
                .isEqualTo(2);
        assertThat(registry.get("dowel.network.received").counter().count()).isPositive();
        assertThat(registry.get("dowel.network.sent").counter().count()).isPositive();
        assertThat(registry.get("dowel.connections").gauge().value()).isZero();
    }

    @Test
    void whatClientsInventMakesNoSeries() {
        MeterRegistry registry = new SimpleMeterRegistry();
        serve(builder -> builder.observe(DowelMetrics.in(registry)));
        callTwice();
        Set<String> before = series(registry);

        for (int i = 0; i < 50; i++) {
            call("counted", "key" + i, "add", "1");
            call("counted", "k", "invented" + i, "");
            call("invented" + i, "k", "add", "1");
            get("/invented" + i);
        }

        assertThat(series(registry)).isEqualTo(before);
        assertThat(before).noneMatch(name -> name.contains("invented") || name.contains("key1"));
    }

    @Test
    void prometheusReadsThePage() {
        serve(builder -> builder.observe(DowelMetrics.prometheus()));
        callTwice();

        HttpResponse<String> page = get("/metrics");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        List<String> lines =
                page.body().lines().filter(line -> !line.startsWith("#")).toList();
        assertThat(lines).isNotEmpty().allMatch(line -> LINE.matcher(line).matches());
        assertThat(lines)
                .anyMatch(line ->
                        line.startsWith("dowel_turns_seconds_count{action=\"add\",actor=\"counted\",outcome=\"ok\"} "))
                .contains("dowel_actors_loaded{actor=\"counted\"} 1.0")
                .anyMatch(line -> line.startsWith("dowel_commits_seconds_bucket{le=\"0.001\"}"))
                .anyMatch(line -> line.startsWith("dowel_gate_waits_seconds_count"))
                .anyMatch(line -> line.startsWith("dowel_commit_size_bytes_sum"))
                .anyMatch(line -> line.startsWith("dowel_network_sent_bytes_total"))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
        assertThat(send(HttpRequest.newBuilder(URI.create(server.endpoint() + "/metrics"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void thePageIsForThoseWhoManage() {
        serve(builder -> builder.observe(DowelMetrics.prometheus()).adminToken(TOKEN));

        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/metrics", "authorization", "Bearer wrong").statusCode())
                .isEqualTo(403);
        assertThat(get("/metrics", "authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(get("/metrics").body()).doesNotContain("dowel_turns");
    }

    @Test
    void withoutTokenThePageIsClosedToOtherMachines() {
        serve(builder -> builder.observe(DowelMetrics.prometheus()).host("0.0.0.0"));

        assertThat(get("/metrics").statusCode()).isEqualTo(403);
    }

    @Test
    void thereIsNoPageUnlessSomebodyHasOne() {
        serve(builder -> builder.observe(DowelMetrics.in(new SimpleMeterRegistry())));

        assertThat(get("/metrics").statusCode()).isEqualTo(404);
    }
}
