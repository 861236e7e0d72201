package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private static final HttpHeaders NO_HEADERS = new DefaultHttpHeaders();

    private static Route route(String uri) {
        return Router.route(uri, NO_HEADERS);
    }

    @Test
    void directUrlsNameAnActorById() {
        Target target = new Target.ById(null, "abc123");
        assertThat(route("/gateway/abc123/action/x")).isEqualTo(new Route.Action(target, "x", "/action/x"));
        assertThat(route("/gateway/abc123@to%20ken/connect?q=1")).isEqualTo(new Route.Connect(target, "/connect"));
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
                "/gateway/id/queue/x",
                "/gateway/id/inspector/state",
                "/gateway/id/dynamic/reload",
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
    void headersNameTheActorOfRootPaths() {
        HttpHeaders headers =
                new DefaultHttpHeaders().add("x-rivet-target", "actor").add("x-rivet-actor", "id1");
        assertThat(Router.route("/connect", headers))
                .isEqualTo(new Route.Connect(new Target.ById(null, "id1"), "/connect"));
        assertThat(Router.route("/gateway/id2/action/x", headers))
                .isEqualTo(new Route.Action(new Target.ById(null, "id2"), "x", "/action/x"));
    }

    @Test
    void subprotocolsNameTheActorOfRootPaths() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .add("sec-websocket-protocol", "rivet, rivet_target.actor,rivet_actor.id1, rivet_token.t");
        assertThat(Router.route("/connect", headers))
                .isEqualTo(new Route.Connect(new Target.ById(null, "id1"), "/connect"));
    }
}
