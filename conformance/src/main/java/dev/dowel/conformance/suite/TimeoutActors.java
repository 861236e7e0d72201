package dev.dowel.conformance.suite;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorOptions;
import dev.dowel.ActorType;
import java.time.Duration;

/** Actors that differ in how long their actions may take, and do take. Each is confined to its turn. */
final class TimeoutActors {

    private TimeoutActors() {}

    @ActorType("shortTimeoutActor")
    @ActorOptions(actionTimeoutMillis = 50)
    static final class ShortTimeout extends Actor<Void> {

        @Action
        public String quickAction() {
            return "quick response";
        }

        @Action
        public String slowAction() throws InterruptedException {
            pause(Duration.ofMillis(100));
            return "slow response";
        }
    }

    @ActorType("longTimeoutActor")
    @ActorOptions(actionTimeoutMillis = 200)
    static final class LongTimeout extends Actor<Void> {

        @Action
        public String delayedAction() throws InterruptedException {
            pause(Duration.ofMillis(100));
            return "delayed response";
        }
    }

    @ActorType("defaultTimeoutActor")
    static final class DefaultTimeout extends Actor<Void> {

        @Action
        public String normalAction() throws InterruptedException {
            pause(Duration.ofMillis(50));
            return "normal response";
        }
    }

    @ActorType("syncTimeoutActor")
    @ActorOptions(actionTimeoutMillis = 50)
    static final class SyncTimeout extends Actor<Void> {

        @Action
        public String syncAction() {
            return "sync response";
        }
    }

    @ActorType("customTimeoutActor")
    @ActorOptions(actionTimeoutMillis = 200)
    static final class CustomTimeout extends Actor<Void> {

        @Action
        public String quickAction() throws InterruptedException {
            pause(Duration.ofMillis(50));
            return "Quick action completed";
        }

        @Action
        public String slowAction() throws InterruptedException {
            pause(Duration.ofMillis(300));
            return "Slow action completed";
        }
    }
}
