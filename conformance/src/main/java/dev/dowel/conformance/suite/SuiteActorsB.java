package dev.dowel.conformance.suite;

import dev.dowel.ActorDefinition;
import java.util.List;

/** The actors of the suite that are about sleep, time, storage, queues and raw requests and sockets. Immutable. */
final class SuiteActorsB {

    private SuiteActorsB() {}

    /** All of them. */
    static List<ActorDefinition<?>> all() {
        return List.of(
                ActorDefinition.of(KvActor.class),
                ManyQueueActors.Child.definition(),
                ActorDefinition.of(ManyQueueActors.ActionParent.class),
                ActorDefinition.of(ManyQueueActors.RunParent.class),
                ActorDefinition.of(QueueActor.class),
                ActorDefinition.of(QueueLimitedActor.class),
                ActorDefinition.of(RawHttpActors.NothingReturned.class),
                ActorDefinition.of(RawHttpActors.Paths.class),
                ActorDefinition.of(RawHttpActors.Users.class),
                ActorDefinition.of(RawHttpActors.WithoutHandler.class),
                ActorDefinition.of(RawHttpRequestPropertiesActor.class),
                ActorDefinition.of(RawWebSocketActors.Answering.class),
                ActorDefinition.of(RawWebSocketActors.Reversing.class),
                ActorDefinition.of(RawWebSocketActors.SlowOpening.class),
                ActorDefinition.of(RawWebSocketActors.WithConnectionState.class),
                ActorDefinition.of(RequestAccessActor.class),
                ActorDefinition.of(RunActors.EarlyExit.class),
                ActorDefinition.of(RunActors.Failing.class),
                ActorDefinition.of(RunActors.IgnoresStop.class),
                ActorDefinition.of(RunActors.QueueConsumer.class),
                ActorDefinition.of(RunActors.SelfInitiatedDestroy.class),
                ActorDefinition.of(RunActors.SelfInitiatedSleep.class),
                ActorDefinition.of(RunActors.Ticks.class),
                ActorDefinition.of(RunActors.WithoutRun.class),
                ActorDefinition.of(SaveStateActors.Observer.class),
                ActorDefinition.of(SaveStateActors.Saving.class),
                ActorDefinition.of(ScheduledActors.Logged.class),
                ActorDefinition.of(ScheduledActors.Tasks.class),
                ActorDefinition.of(SleepActors.LongCall.class),
                ActorDefinition.of(SleepActors.LongRequest.class),
                ActorDefinition.of(SleepActors.NoSleep.class),
                ActorDefinition.of(SleepActors.Plain.class),
                ActorDefinition.of(SleepActors.StopListening.class),
                ActorDefinition.of(SleepRawWebSocketActors.DelayedSendOnSleep.class),
                ActorDefinition.of(SleepRawWebSocketActors.ExceedsGrace.class),
                ActorDefinition.of(SleepRawWebSocketActors.KeptAwake.class),
                ActorDefinition.of(SleepRawWebSocketActors.SendOnSleep.class),
                ActorDefinition.of(SleepRawWebSocketHandlers.CloseListener.class),
                ActorDefinition.of(SleepRawWebSocketHandlers.CloseProperty.class),
                ActorDefinition.of(SleepRawWebSocketHandlers.MessageListener.class),
                ActorDefinition.of(SleepRawWebSocketHandlers.MessageProperty.class),
                ActorDefinition.of(SleepWaitUntilActors.LastWord.class),
                ActorDefinition.of(SleepWaitUntilActors.Probe.class),
                ActorDefinition.of(SleepWaitUntilActors.WhileFallingAsleep.class),
                ActorDefinition.of(SleepWaitUntilActors.WhileStarting.class));
    }
}
