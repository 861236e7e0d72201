package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.ActorKey;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.InputFormat;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.Target;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query form of gateway URLs (protocol 2.4). */
class QueryTargetTest {

    private static final HttpHeaders NO_HEADERS = new DefaultHttpHeaders();
    private static final String GET = "rvt-namespace=ns&rvt-method=get";
    private static final String CREATE = "rvt-namespace=ns&rvt-method=getOrCreate&rvt-runner=default";

    private static Route route(String uri) {
        return Router.route(uri, NO_HEADERS, false, WebFiles.NONE);
    }

    private static String error(String uri) {
        return route(uri) instanceof Route.Refused refused
                ? refused.error().group() + "." + refused.error().code()
                : route(uri).toString();
    }

    private static ActorAddress address(String name, String... key) {
        return new ActorAddress("ns", name, ActorKey.of(key));
    }

    @Test
    void queryUrlsNameAnActorByKey() {
        assertThat(route("/gateway/counter/action/increment?" + GET + "&rvt-key=a,b"))
                .isEqualTo(new Route.Action(
                        new Target.Get(address("counter", "a", "b")), "increment", "/action/increment", false));
        assertThat(route("/gateway/counter/connect?" + CREATE + "&rvt-key=x&rvt-crash-policy=sleep"))
                .isEqualTo(new Route.Connect(new Target.GetOrCreate(address("counter", "x"), null), "/connect", false));
    }

    @Test
    void namesAndKeysAreDecodedAfterTheSplit() {
        assertThat(route("/gateway/a%2Fb%20c/action/x.y%2Fz?" + GET + "&rvt-key=c%2Fd+e%2C%C3%A9"))
                .isEqualTo(new Route.Action(
                        new Target.Get(address("a/b c", "c/d e", "é")), "x.y/z", "/action/x.y%2Fz", false));
    }

    @Test
    void aKeyMayBeMissingOrEmptyOrHaveEmptyParts() {
        Route none = new Route.Connect(new Target.Get(address("counter")), "/connect", false);
        assertThat(route("/gateway/counter/connect?" + GET)).isEqualTo(none);
        assertThat(route("/gateway/counter/connect?" + GET + "&rvt-key=")).isEqualTo(none);
        assertThat(route("/gateway/counter/connect?" + GET + "&rvt-key=a,,"))
                .isEqualTo(new Route.Connect(new Target.Get(address("counter", "a", "", "")), "/connect", false));
    }

    @Test
    void inputIsTakenAlong() {
        byte[] cbor = Values.encode(Dialect.COMPAT_CBOR, List.of(1L, "two"));
        Route route = route("/gateway/counter/connect?" + CREATE + "&rvt-input=" + InputFormat.toBase64Url(cbor));
        assertThat(((Route.Connect) route).target())
                .isEqualTo(new Target.GetOrCreate(address("counter"), RawValue.of(cbor, Dialect.COMPAT_CBOR)));
    }

    @Test
    void thePoolParameterStandsForTheRunner() {
        String query = "rvt-namespace=ns&rvt-method=getOrCreate&rvt-pool=other";
        assertThat(route("/gateway/counter/connect?" + query))
                .isEqualTo(new Route.Connect(new Target.GetOrCreate(address("counter"), null), "/connect", false));
    }

    @Test
    void parametersOfTheUserAreNotLookedAt() {
        assertThat(error("/gateway/counter/action/x?a=%zz&b&" + GET + "&&c=rvt-d"))
                .startsWith("Action");
        assertThat(error("/gateway/id/action/x?a=%zz&x-rvt-key=1")).startsWith("Action");
    }

    @ParameterizedTest
    @CsvSource({
        "rvt-namespace=ns&rvt-method=get&rvt-method=get, query_duplicate_param",
        "rvt-namespace=ns&rvt-namespace=ns&rvt-method=get, query_duplicate_param",
        "rvt-namespace=ns&rvt-method=get&rvt-nonsense=1, query_invalid_params",
        "rvt-method=get, query_invalid_params",
        "rvt-namespace=&rvt-method=get, query_invalid_params",
        "rvt-namespace=ns, query_invalid_params",
        "rvt-namespace=ns&rvt-method=GET, query_invalid_params",
        "rvt-namespace=ns&rvt-method=getOrCreate, query_missing_pool",
        "rvt-namespace=ns&rvt-method=getOrCreate&rvt-runner=p&rvt-crash-policy=never, query_invalid_params",
        "rvt-namespace=ns&rvt-method=get&rvt-skip-ready-wait=maybe, query_invalid_params",
        "rvt-namespace=ns&rvt-method=get&rvt-runner=default, query_get_disallowed_params",
        "rvt-namespace=ns&rvt-method=get&rvt-input=AA, query_get_disallowed_params",
        "rvt-namespace=ns&rvt-method=get&rvt-region=r, query_get_disallowed_params",
        "rvt-namespace=ns&rvt-method=get&rvt-crash-policy=sleep, query_get_disallowed_params",
        "rvt-namespace=ns&rvt-method=getOrCreate&rvt-runner=p&rvt-input=!!!, query_invalid_base64_input",
        "rvt-namespace=ns&rvt-method=getOrCreate&rvt-runner=p&rvt-input=_w, query_invalid_cbor_input",
        "rvt-namespace=ns&rvt-method=get&rvt-key=%, query_invalid_percent_encoding",
        "rvt-namespace=ns&rvt-method=get&rvt-key=%4, query_invalid_percent_encoding",
        "rvt-namespace=ns&rvt-method=get&rvt-key=%zz, query_invalid_percent_encoding",
        "rvt-namespace=ns&rvt-method=get&rvt-key=%ff, query_invalid_percent_encoding"
    })
    void whatIsWrongWithAQueryIsSaid(String query, String code) {
        assertThat(error("/gateway/counter/action/x?" + query)).isEqualTo("guard." + code);
        assertThat(error("/gateway/counter/connect?" + query)).isEqualTo("guard." + code);
    }

    @Test
    void whatIsWrongWithANameOrKeyIsSaid() {
        assertThat(error("/gateway/counter@token/action/x?" + GET)).isEqualTo("guard.query_path_token_syntax");
        assertThat(error("/gateway/?" + GET)).isEqualTo("guard.query_empty_actor_name");
        assertThat(error("/gateway/%zz/action/x?" + GET)).isEqualTo("guard.query_invalid_percent_encoding");
        assertThat(error("/gateway/" + "n".repeat(65) + "/action/x?" + GET)).isEqualTo("actor.invalid_name");
        assertThat(error("/gateway/c/action/x?" + GET + "&rvt-key=" + "k".repeat(129)))
                .isEqualTo("actor.key_too_large");
        assertThat(error("/gateway/c/action/x?rvt-method=get&rvt-namespace=" + "n".repeat(65)))
                .isEqualTo("guard.query_invalid_params");
        assertThat(error("/gateway/c/action/" + "x".repeat(257) + "?" + GET)).isEqualTo("actor.invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "false", "0"})
    void skippingTheReadyWaitIsAccepted(String value) {
        assertThat(error("/gateway/counter/connect?" + GET + "&rvt-skip-ready-wait=" + value))
                .startsWith("Connect");
    }
}
