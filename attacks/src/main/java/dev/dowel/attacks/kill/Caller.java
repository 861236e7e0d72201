package dev.dowel.attacks.kill;

import java.io.IOException;

/** Makes calls and notes what it was told. Confined to one thread at a time. */
interface Caller {

    /**
     * Makes one call, or a few that belong together.
     *
     * @throws IOException if the server is gone; what was under way is noted as unknown
     */
    void call(Wire wire) throws IOException;

    /** Begins with a new server. */
    default void begin(int port) throws IOException {}

    /** Leaves a server that is gone. */
    default void end() throws IOException {}
}
