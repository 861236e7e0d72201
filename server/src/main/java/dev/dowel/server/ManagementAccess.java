package dev.dowel.server;

import dev.dowel.protocol.ErrorBody;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * Who may manage actors. Immutable.
 *
 * <p>Without a token, a server that only this machine can reach is open, and any other is closed: nobody should have to set
 * something to be safe. What clients do to find an actor is no management (protocol 1.3).
 *
 * @param token what opens the management API, if anything is set
 * @param localOnly whether only this machine can reach the server
 */
record ManagementAccess(AdminToken token, boolean localOnly) {

    /** Whether nobody may manage, with whatever token. */
    boolean isClosed() {
        return !token.isSet() && !localOnly;
    }

    /** Why a request may not pass, if it may not. */
    Optional<ErrorBody> refusal(HttpHeaders headers) {
        return isClosed() ? Optional.of(GatewayErrors.managementClosed()) : token.refusal(headers);
    }
}
