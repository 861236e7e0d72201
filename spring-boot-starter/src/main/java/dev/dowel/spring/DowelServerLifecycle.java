package dev.dowel.spring;

import dev.dowel.server.DowelServer;
import org.springframework.context.SmartLifecycle;

/**
 * Starts a server with its application and ends it with it. Called by the thread that starts or ends the application.
 *
 * <p>The server runs before a web server takes requests, whose handlers may call actors, and until the web server has answered them.
 * It ends while all beans still exist, which the actors that finish their calls may need. It is not paused with a context: a
 * server starts once.
 */
final class DowelServerLifecycle implements SmartLifecycle {

    /** A web server's phases are 1,024 and 2,048 below the default (WebServerApplicationContext), those of executors at its half. */
    static final int PHASE = DEFAULT_PHASE - 4 * 1024;

    private final DowelServer server;
    private final ActorBeans actors;
    private volatile boolean running;

    DowelServerLifecycle(DowelServer server, ActorBeans actors) {
        this.server = server;
        this.actors = actors;
    }

    @Override
    public void start() {
        actors.tryOut();
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        server.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
