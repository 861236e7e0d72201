package dev.dowel.server;

import io.netty.handler.codec.http.HttpHeaders;

/** Whether a request waits until its actor is ready, which clients can decline (protocol 2.6). Static; any thread. */
final class ReadyWait {

    private static final String PARAMETER = "rvt-skip-ready-wait=";

    private ReadyWait() {}

    /** Whether it is declined: by a parameter, a header, or a subprotocol. */
    static boolean isSkipped(String query, HttpHeaders headers) {
        return has(query, PARAMETER + "true")
                || has(query, PARAMETER + "1")
                || isTrue(headers.get("x-rivet-skip-ready-wait"))
                || Subprotocols.of(headers).has("rivet_skip_ready_wait");
    }

    private static boolean has(String query, String parameter) {
        return ("&" + query + "&").contains("&" + parameter + "&");
    }

    private static boolean isTrue(String header) {
        return "1".equals(header) || "true".equals(header);
    }
}
