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
        BEYOND_MEASURE
    }

    private final InboundQueue inbound;
    private final BoundedBytes gathered;
    private @Nullable RequestBody reader;

    /**
     * An empty body.
     *
     * @param limit bytes that are kept if it is gathered
     */
    ArrivingBody(InboundQueue inbound, int limit) {
        this.inbound = inbound;
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

    /** The rest of it will not be read. */
    void abandon() {
        RequestBody to = reader;
        reader = null;
        inbound.bodyFull(false);
        if (to != null) {
            to.fail(new IOException("The request broke off."));
        }
    }
}
