package dev.dowel.server;

import java.time.Duration;

/** {@link GatewayLimits} that differ from others in some things. For one thread. */
final class GatewayLimitsBuilder {

    private int connections;
    private int shedConnections;
    private int managementBodyBytes;
    private long outboundBytes;
    private int outstandingCalls;
    private Duration headTime;
    private Duration idleTime;
    private Duration bodyTime;
    private Duration readyTime;
    private Duration socketOpenTime;
    private Duration lingerTime;
    private Duration reconnectGrace;
    private Duration firstDenial;
    private Duration longestDenial;
    private Duration denialMemory;
    private int deniedCallers;
    private Duration silence;
    private int ratedCallers;
    private long arrivingBytes;
    private long leavingBytes;

    GatewayLimitsBuilder(GatewayLimits limits) {
        connections = limits.connections();
        shedConnections = limits.shedConnections();
        managementBodyBytes = limits.managementBodyBytes();
        outboundBytes = limits.outboundBytes();
        outstandingCalls = limits.outstandingCalls();
        headTime = limits.headTime();
        idleTime = limits.idleTime();
        bodyTime = limits.bodyTime();
        readyTime = limits.readyTime();
        socketOpenTime = limits.socketOpenTime();
        lingerTime = limits.lingerTime();
        reconnectGrace = limits.reconnectGrace();
        firstDenial = limits.firstDenial();
        longestDenial = limits.longestDenial();
        denialMemory = limits.denialMemory();
        deniedCallers = limits.deniedCallers();
        silence = limits.silence();
        ratedCallers = limits.ratedCallers();
        arrivingBytes = limits.arrivingBytes();
        leavingBytes = limits.leavingBytes();
    }

    GatewayLimitsBuilder connections(int served, int shed) {
        connections = served;
        shedConnections = shed;
        return this;
    }

    GatewayLimitsBuilder outboundBytes(long bytes) {
        outboundBytes = bytes;
        return this;
    }

    GatewayLimitsBuilder outstandingCalls(int count) {
        outstandingCalls = count;
        return this;
    }

    GatewayLimitsBuilder headTime(Duration time) {
        headTime = time;
        return this;
    }

    GatewayLimitsBuilder idleTime(Duration time) {
        idleTime = time;
        return this;
    }

    GatewayLimitsBuilder bodyTime(Duration time) {
        bodyTime = time;
        return this;
    }

    GatewayLimitsBuilder readyTime(Duration time) {
        readyTime = time;
        return this;
    }

    GatewayLimitsBuilder socketOpenTime(Duration time) {
        socketOpenTime = time;
        return this;
    }

    GatewayLimitsBuilder lingerTime(Duration time) {
        lingerTime = time;
        return this;
    }

    GatewayLimitsBuilder reconnectGrace(Duration time) {
        reconnectGrace = time;
        return this;
    }

    GatewayLimitsBuilder firstDenial(Duration time) {
        firstDenial = time;
        return this;
    }

    GatewayLimitsBuilder longestDenial(Duration time) {
        longestDenial = time;
        return this;
    }

    GatewayLimitsBuilder denialMemory(Duration time) {
        denialMemory = time;
        return this;
    }

    GatewayLimitsBuilder deniedCallers(int count) {
        deniedCallers = count;
        return this;
    }

    GatewayLimitsBuilder silence(Duration time) {
        silence = time;
        return this;
    }

    GatewayLimitsBuilder ratedCallers(int count) {
        ratedCallers = count;
        return this;
    }

    GatewayLimitsBuilder arrivingBytes(long bytes) {
        arrivingBytes = bytes;
        return this;
    }

    GatewayLimitsBuilder leavingBytes(long bytes) {
        leavingBytes = bytes;
        return this;
    }

    GatewayLimits build() {
        return new GatewayLimits(
                connections,
                shedConnections,
                managementBodyBytes,
                outboundBytes,
                outstandingCalls,
                headTime,
                idleTime,
                bodyTime,
                readyTime,
                socketOpenTime,
                lingerTime,
                reconnectGrace,
                firstDenial,
                longestDenial,
                denialMemory,
                deniedCallers,
                silence,
                ratedCallers,
                arrivingBytes,
                leavingBytes);
    }
}
