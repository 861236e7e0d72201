package dev.dowel.spring;

import dev.dowel.client.DowelClient;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the client of the application's own server before the server ends, which would wait for its connections to come back
 * otherwise; and after the web server, whose handlers use it. Called by the thread that starts or ends the application.
 */
final class LocalClientLifecycle implements SmartLifecycle {

    static final int PHASE = DowelServerLifecycle.PHASE + 1024;

    private final DowelClient client;
    private final boolean local;
    private volatile boolean running;

    /**
     * For a client.
     *
     * @param local whether it is one of the application's own server; one of another server stays until the beans end
     */
    LocalClientLifecycle(DowelClient client, boolean local) {
        this.client = client;
        this.local = local;
    }

    @Override
    public boolean isAutoStartup() {
        return local;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        client.close();
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
