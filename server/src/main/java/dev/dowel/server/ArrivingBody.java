package dev.dowel.server;

import dev.dowel.protocol.Limits;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request as it arrives: gathered up to what its route has a use for, or passed on to a reader. Event loop
 * only.
 */
final class ArrivingBody {

    /** How far a body has come. */
    enum Progress {
        /** There is more to come. */
        INCOMPLETE,
        /** That was all of it. */
        COMPLETE,
        /** It is larger than any body may be. */
        BEYOND_MEASURE,
        /** There is no room for what all connections together sent. */
        NO_ROOM
    }

    private final InboundQueue inbound;
    private final BoundedBytes gathered;
    private final Backlog.Share share;
    private @Nullable RequestBody reader;

    /**
     * An empty body.
     *
     * @param limit bytes that are kept if it is gathered
     * @param share counts them, until the body is abandoned
     */
    ArrivingBody(InboundQueue inbound, int limit, Backlog.Share share) {
        this.inbound = inbound;
        this.share = share;
        this.gathered = new BoundedBytes(limit);
    }

    /** Has a reader take it from now on. */
    void passTo(RequestBody newReader) {
        reader = newReader;
    }

    /** Whether a reader takes it. */
    boolean isPassedOn() {
        return reader != null;
    }

    /** What was gathered. */
    BoundedBytes gathered() {
        return gathered;
    }

    /** Takes the next piece. */
    Progress add(HttpContent content) {
        RequestBody to = reader;
        if (to == null) {
            gathered.add(content.content());
        } else {
            gathered.count(content.content());
        }
        if (gathered.arrived() > Limits.HTTP_BODY_BYTES) {
            return Progress.BEYOND_MEASURE;
        }
        long held = to == null ? gathered.held() : Math.min(gathered.arrived(), RequestBody.HIGH_WATER);
        if (!share.set(held)) {
            return Progress.NO_ROOM;
        }
        if (to != null && to.add(content.content())) {
            inbound.bodyFull(true);
        }
        if (!(content instanceof LastHttpContent)) {
            return Progress.INCOMPLETE;
        }
        if (to != null) {
            to.end();
            inbound.bodyFull(false);
        }
        return Progress.COMPLETE;
    }

    /** The rest of it will not be read, and what came of it is not needed any more. */
    void abandon() {
        share.set(0);
        RequestBody to = reader;
        reader = null;
        inbound.bodyFull(false);
        if (to != null) {
            to.fail(new IOException("The request broke off."));
        }
    }
}
