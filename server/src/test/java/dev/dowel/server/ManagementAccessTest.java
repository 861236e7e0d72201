package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who may manage actors, and who may only find them (protocol 1.3, 2.3). */
class ManagementAccessTest {

    private static final byte[] ACTOR = "{\"name\":\"counter\",\"key\":\"k\"}".getBytes(StandardCharsets.UTF_8);

    private static final String[][] MANAGEMENT = {
        {"GET", "/actors?name=counter"},
        {"GET", "/actors"},
        {"GET", "/actors/names"},
        {"PATCH", "/actors"},
        {"DELETE", "/actors/x"},
        {"POST", "/actors/x/sleep"},
        {"POST", "/actors/x/reschedule"},
        {"GET", "/actors/x/kv/keys/YQ=="},
        {"GET", "/actors/x/state"},
        {"GET", "/actors/nowhere/else"}
    };

    private static final String[][] CLIENTS = {
        {"PUT", "/actors"},
        {"POST", "/actors?namespace=new"},
        {"GET", "/actors?name=counter&key=k"},
        {"GET", "/actors?actor_ids=x"}
    };

    private static void with(Consumer<DowelServerBuilder> settings, Consumer<HttpPeer> test) {
        try (TestServer server = new TestServer(settings);
                HttpPeer peer = server.connect()) {
            test.accept(peer);
        }
    }

    private static void assertRefused(HttpPeer peer, String error, int status, String... headers) {
        for (String[] request : MANAGEMENT) {
            HttpPeer.Answer answer = peer.request(request[0], request[1], ACTOR, headers);
            assertThat(answer.header("x-rivet-error"))
                    .as(request[0] + " " + request[1])
                    .isEqualTo(error);
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    private static void assertClientsAreServed(HttpPeer peer, String... headers) {
        for (String[] request : CLIENTS) {
            HttpPeer.Answer answer = peer.request(request[0], request[1], ACTOR, headers);
            assertThat(answer.status()).as(request[0] + " " + answer).isEqualTo(200);
        }
    }

    @Test
    void aTokenIsNeededToManageIfThereIsOne() {
        with(builder -> builder.adminToken("s3cret"), peer -> {
            assertRefused(peer, "auth.unauthorized", 401);
            assertRefused(peer, "auth.unauthorized", 401, "authorization: Basic s3cret");
            assertRefused(peer, "auth.forbidden", 403, "authorization: Bearer s3cre");
            assertThat(peer.get("/actors/names", "authorization: Bearer s3cret").status())
                    .isEqualTo(200);
            assertThat(peer.get("/actors/names", "x-rivet-token: s3cret").status())
                    .isEqualTo(200);
            assertThat(peer.get("/metadata").status()).isEqualTo(200);
            assertThat(peer.request("OPTIONS", "/actors", new byte[0]).status()).isEqualTo(204);
        });
    }

    @Test
    void clientsFindAndMakeActorsWithoutTheToken() {
        with(builder -> builder.adminToken("s3cret"), peer -> {
            assertClientsAreServed(peer);
            assertThat(peer.post(TestServer.action("counter", "k", "getCount"), "{}")
                            .status())
                    .isEqualTo(200);
        });
        with(
                builder -> builder.adminToken("s3cret"),
                peer -> assertClientsAreServed(peer, "authorization: Bearer other"));
    }

    @Test
    void withoutATokenNobodyManagesAServerThatOtherMachinesReach() {
        with(builder -> builder.host("0.0.0.0"), peer -> {
            assertRefused(peer, "auth.forbidden", 403);
            assertRefused(peer, "auth.forbidden", 403, "authorization: Bearer guessed");
            assertClientsAreServed(peer);
        });
    }

    @Test
    void aServerOfThisMachineAloneIsOpenWithoutAToken() {
        for (String host : new String[] {"127.0.0.1", "localhost"}) {
            with(
                    builder -> builder.host(host),
                    peer -> assertThat(peer.get("/actors/names").status()).isEqualTo(200));
        }
    }

    @Test
    void aTokenOpensAServerThatOtherMachinesReach() {
        with(builder -> builder.host("0.0.0.0").adminToken("s3cret"), peer -> {
            assertRefused(peer, "auth.unauthorized", 401);
            assertThat(peer.get("/actors/names", "authorization: Bearer s3cret").status())
                    .isEqualTo(200);
        });
    }
}
