package dev.dowel.server;

import java.time.Duration;

/** Limits that differ from the defaults in what a test is about, and end without grace. */
final class LimitsBuilder {

    private int connections = GatewayLimits.DEFAULTS.connections();
    private int shedConnections = GatewayLimits.DEFAULTS.shedConnections();
    private long outboundBytes = GatewayLimits.DEFAULTS.outboundBytes();
    private int outstandingCalls = GatewayLimits.DEFAULTS.outstandingCalls();
    private Duration headTime = GatewayLimits.DEFAULTS.headTime();
    private Duration idleTime = GatewayLimits.DEFAULTS.idleTime();
    private Duration bodyTime = GatewayLimits.DEFAULTS.bodyTime();
    private Duration lingerTime = GatewayLimits.DEFAULTS.lingerTime();
    private Duration reconnectGrace = Duration.ZERO;
    private Duration firstDenial = GatewayLimits.DEFAULTS.firstDenial();
    private Duration longestDenial = GatewayLimits.DEFAULTS.longestDenial();
    private Duration denialMemory = GatewayLimits.DEFAULTS.denialMemory();
    private int deniedCallers = GatewayLimits.DEFAULTS.deniedCallers();
    private Duration silence = GatewayLimits.DEFAULTS.silence();
    private int ratedCallers = GatewayLimits.DEFAULTS.ratedCallers();

    LimitsBuilder connections(int served, int shed) {
        connections = served;
        shedConnections = shed;
        return this;
    }

    LimitsBuilder outboundBytes(long bytes) {
        outboundBytes = bytes;
        return this;
    }

    LimitsBuilder outstandingCalls(int calls) {
        outstandingCalls = calls;
        return this;
    }

    LimitsBuilder headTime(Duration time) {
        headTime = time;
        return this;
    }

    LimitsBuilder idleTime(Duration time) {
        idleTime = time;
        return this;
    }

    LimitsBuilder bodyTime(Duration time) {
        bodyTime = time;
        return this;
    }

    LimitsBuilder lingerTime(Duration time) {
        lingerTime = time;
        return this;
    }

    LimitsBuilder reconnectGrace(Duration time) {
        reconnectGrace = time;
        return this;
    }

    LimitsBuilder firstDenial(Duration time) {
        firstDenial = time;
        return this;
    }

    LimitsBuilder longestDenial(Duration time) {
        longestDenial = time;
        return this;
    }

    LimitsBuilder denialMemory(Duration time) {
        denialMemory = time;
        return this;
    }

    LimitsBuilder deniedCallers(int callers) {
        deniedCallers = callers;
        return this;
    }

    LimitsBuilder silence(Duration time) {
        silence = time;
        return this;
    }

    LimitsBuilder ratedCallers(int callers) {
        ratedCallers = callers;
        return this;
    }

    GatewayLimits build() {
        return new GatewayLimits(
                connections,
                shedConnections,
                GatewayLimits.DEFAULTS.managementBodyBytes(),
                outboundBytes,
                outstandingCalls,
                headTime,
                idleTime,
                bodyTime,
                lingerTime,
                reconnectGrace,
                firstDenial,
                longestDenial,
                denialMemory,
                deniedCallers,
                silence,
                ratedCallers);
    }
}
