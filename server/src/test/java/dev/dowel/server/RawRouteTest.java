package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.junit.jupiter.api.Test;

/** What of an address is the actor's own (protocol 2.4, 5). */
class RawRouteTest {

    private static Route.Raw route(String uri) {
        return (Route.Raw) Router.route(uri, new DefaultHttpHeaders(), false, WebFiles.NONE);
    }

    private static String own(String query) {
        return RawRoute.withoutGatewayParameters(query);
    }

    @Test
    void theActorsParametersStayByteForByteAndInOrder() {
        assertThat(own("b=%2f&a=1+2&rvt-key=x&c")).isEqualTo("b=%2f&a=1+2&c");
        assertThat(own("rvt-key=x&a=1&&b")).isEqualTo("a=1&&b");
        assertThat(own("rvt-key=x")).isEmpty();
    }

    @Test
    void theActorsPathMayHaveDoubledSlashes() {
        assertThat(RawRoute.requestPath(
                        route("/gateway/an-id/request/get/http://x//y").path()))
                .isEqualTo("/get/http://x//y");
    }

    @Test
    void onlyTheGatewaysOwnParameterSkipsTheWait() {
        String query = "?rvt-namespace=default&rvt-method=get&rvt-key=k";
        assertThat(route("/gateway/counter/request" + query + "&rvt-skip-ready-wait=true")
                        .skipReadyWait())
                .isTrue();
        assertThat(route("/gateway/counter/request" + query + "&x=rvt-skip-ready-wait=true")
                        .skipReadyWait())
                .isFalse();
    }
}
