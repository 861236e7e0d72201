package dev.dowel.runtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ConnectRequest;
import dev.dowel.protocol.Encoding;
import dev.dowel.runtime.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What hooks see of a caller that wants to connect. */
class ActorConnectRequestTest {

    private final ConnectRequest request = new ActorConnectRequest(new Caller(
            null,
            Encoding.BARE,
            "POST",
            "/action/increment",
            "http://127.0.0.1/action/increment?times=2",
            Map.of("user-agent", "test"),
            "10.0.0.7",
            false));

    @Test
    void hooksSeeMethodAndWholeAddress() {
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/action/increment");
        assertThat(request.url()).isEqualTo("http://127.0.0.1/action/increment?times=2");
    }

    @Test
    void addressIsWholeAlsoIfTheCallerGaveOnlyAPath() {
        Caller connecting = new Caller(null, Encoding.BARE, "/connect", Map.of(), "10.0.0.7");
        assertThat(new ActorConnectRequest(connecting).url()).isEqualTo("http://127.0.0.1/connect");
        assertThat(new ActorConnectRequest(connecting).method()).isEqualTo("GET");
    }

    @Test
    void namesOfHeadersHaveNoCase() {
        assertThat(request.header("User-Agent")).contains("test");
    }
}
