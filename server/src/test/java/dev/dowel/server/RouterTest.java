package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.protocol.ErrorBody;
import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private static final HttpHeaders NO_HEADERS = new DefaultHttpHeaders();

    private static Route route(String uri) {
        return Router.route(uri, NO_HEADERS, false, WebFiles.NONE);
    }

    @Test
    void directUrlsNameAnActorById() {
        Target target = new Target.ById(null, "abc123");
        assertThat(route("/gateway/abc123/action/x")).isEqualTo(new Route.Action(target, "x", "/action/x", false));
        assertThat(route("/gateway/abc123@to%20ken/connect?q=1"))
                .isEqualTo(new Route.Connect(target, "/connect", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/gateway",
                "/gateway/",
                "/gateway/@token/connect",
                "/gateway//connect",
                "/gateway/id//connect",
                "/gateway/id/action",
                "/gateway/id/action/",
                "/gateway/id/action/a/b",
                "/gateway/id/nowhere",
                "/gateway/id/requests",
                "/gateway/id/websockets/x",
                "/gateway/id/queue",
                "/gateway/id/queue/",
                "/gateway/id/queue/a/b",
                "/gateway/id/inspector/state",
                "/actorsx",
                "/request/x",
                "/connect",
                "/nowhere",
                "*",
                "",
                "nonsense",
                "http://host"
            })
    void whereNothingIsServedIsSaid(String uri) {
        assertThat(route(uri)).isEqualTo(new Route.Refused(GatewayErrors.noRoute()));
    }

    @Test
    void theRestIsFound() {
        assertThat(route("/metadata?namespace=x")).isEqualTo(new Route.Page(PageContent.METADATA));
        assertThat(route("/health")).isEqualTo(new Route.Page(PageContent.HEALTH));
        assertThat(route("/")).isEqualTo(new Route.Page(PageContent.BANNER));
        assertThat(route("/health/ws")).isEqualTo(new Route.HealthSocket());
        assertThat(route("/gateway/id/health")).isEqualTo(new Route.Page(PageContent.ACTOR_HEALTH));
        assertThat(route("/gateway/id/metadata")).isEqualTo(new Route.Page(PageContent.ACTOR_METADATA));
        assertThat(route("/gateway/id/")).isEqualTo(new Route.Page(PageContent.ACTOR_BANNER));
        assertThat(route("/gateway/id")).isEqualTo(new Route.Page(PageContent.ACTOR_BANNER));
        assertThat(route("/actors?a=b")).isEqualTo(new Route.Management("", "a=b"));
        assertThat(route("/actors/names")).isEqualTo(new Route.Management("/names", ""));
        assertThat(route("http://host:1/metadata")).isEqualTo(new Route.Page(PageContent.METADATA));
    }

    @Test
    void aQueueIsOneSegment() {
        Target target = new Target.ById(null, "id");
        assertThat(route("/gateway/id/queue/a%2Fb%20c"))
                .isEqualTo(new Route.Queue(target, "a/b c", "/queue/a%2Fb%20c", false));
        assertThat(route("/gateway/id/queue/" + "q".repeat(128)))
                .isEqualTo(new Route.Queue(target, "q".repeat(128), "/queue/" + "q".repeat(128), false));
        assertThat(route("/gateway/id/queue/" + "q".repeat(129)))
                .isInstanceOfSatisfying(
                        Route.Refused.class,
                        refused -> assertThat(refused.error())
                                .returns("queue", ErrorBody::group)
                                .returns("message_invalid", ErrorBody::code));
    }

    @Test
    void headersNameTheActorOfRootPaths() {
        HttpHeaders headers =
                new DefaultHttpHeaders().add("x-rivet-target", "actor").add("x-rivet-actor", "id1");
        assertThat(Router.route("/connect", headers, true, WebFiles.NONE))
                .isEqualTo(new Route.Connect(new Target.ById(null, "id1"), "/connect", false));
        assertThat(Router.route("/gateway/id2/action/x", headers, false, WebFiles.NONE))
                .isEqualTo(new Route.Action(new Target.ById(null, "id2"), "x", "/action/x", false));
    }

    @Test
    void subprotocolsNameTheActorOfRootPaths() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .add("sec-websocket-protocol", "rivet, rivet_target.actor,rivet_actor.id1, rivet_token.t");
        assertThat(Router.route("/connect", headers, true, WebFiles.NONE))
                .isEqualTo(new Route.Connect(new Target.ById(null, "id1"), "/connect", false));
    }

    @Test
    void everySocketThatIsNotTheProtocolsIsTheActorsOwn() {
        for (String path : List.of("/", "/chat", "/websocket", "/request/x", "/action/x", "/queue/x", "/health")) {
            assertThat(socket("/gateway/id" + path + "?a=1"))
                    .isEqualTo(new Route.Raw(new Target.ById(null, "id"), path, "a=1", false));
        }
        assertThat(socket("/gateway/id")).isEqualTo(new Route.Raw(new Target.ById(null, "id"), "/", "", false));
        assertThat(socket("/gateway/id/connect"))
                .isEqualTo(new Route.Connect(new Target.ById(null, "id"), "/connect", false));
        assertThat(socket("/gateway/id/inspector/connect")).isEqualTo(new Route.Refused(GatewayErrors.noRoute()));
        assertThat(socket("/nowhere")).isEqualTo(new Route.Refused(GatewayErrors.noRoute()));
        assertThat(socket("/health/ws")).isEqualTo(new Route.HealthSocket());
    }

    private static Route socket(String uri) {
        return Router.route(uri, NO_HEADERS, true, WebFiles.NONE);
    }

    @Test
    void callsAndConnectionsMayDeclineToWait() {
        String query = "rvt-namespace=n&rvt-method=get&rvt-skip-ready-wait=";
        assertThat(route("/gateway/a/action/x?" + query + "true")).matches(r -> ((Route.Action) r).skipReadyWait());
        assertThat(route("/gateway/a/action/x?" + query + "0")).matches(r -> !((Route.Action) r).skipReadyWait());
        assertThat(route("/gateway/a/queue/x?" + query + "true")).matches(r -> ((Route.Queue) r).skipReadyWait());
        assertThat(route("/gateway/a/queue/x?" + query + "0")).matches(r -> !((Route.Queue) r).skipReadyWait());
        assertThat(socket("/gateway/a/connect?" + query + "1")).matches(r -> ((Route.Connect) r).skipReadyWait());
        HttpHeaders header = new DefaultHttpHeaders().add("x-rivet-skip-ready-wait", "1");
        assertThat(Router.route("/gateway/id/action/x", header, false, WebFiles.NONE))
                .matches(r -> ((Route.Action) r).skipReadyWait());
        HttpHeaders subprotocol = new DefaultHttpHeaders()
                .add("sec-websocket-protocol", "rivet, rivet_target.actor, rivet_actor.id1, rivet_skip_ready_wait");
        assertThat(Router.route("/connect", subprotocol, true, WebFiles.NONE))
                .matches(r -> ((Route.Connect) r).skipReadyWait());
    }

    @Test
    void thereIsNothingToReload() {
        assertThat(route("/gateway/id/dynamic/reload")).isEqualTo(new Route.Refused(GatewayErrors.nothingToReload()));
    }
}
