package dev.dowel.server;

/** How far the end of a server has come. Set by the thread that closes it, read by event loops. */
final class Shutdown {

    /** What connections are told, as a user event. */
    enum Notice {
        /** Nothing new begins. Sockets without running calls are told to connect again. */
        ANNOUNCED,
        /** All answers that will come have come. Sockets end, and connections that wait for an answer. */
        ANSWERED,
        /** Nobody new comes. Every connection ends. */
        OVER
    }

    private volatile boolean begun;

    void begin() {
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }
}
