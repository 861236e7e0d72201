package dev.dowel.server;

/**
 * Netty's own settings, as far as nobody set them: system properties that it reads once. Static; called before Netty is used.
 */
final class NettySettings {

    /**
     * Netty reports its buffers to JFR, which makes the JVM set JFR up at every start, recorded or not: a tenth of a second
     * of work. Who wants these events says {@code -Dio.netty.jfr.enabled=true}.
     */
    private static final String RECORDING = "io.netty.jfr.enabled";

    private NettySettings() {}

    static void apply() {
        if (System.getProperty(RECORDING) == null) {
            System.setProperty(RECORDING, "false");
        }
    }
}
