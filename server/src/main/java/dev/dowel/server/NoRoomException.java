package dev.dowel.server;

import io.netty.handler.codec.DecoderException;

/** All connections together sent more than the server keeps. Immutable; without a stack, it is the client's doing. */
final class NoRoomException extends DecoderException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
