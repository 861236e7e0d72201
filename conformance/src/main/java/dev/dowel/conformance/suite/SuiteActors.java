package dev.dowel.conformance.suite;

import dev.dowel.ActorDefinition;
import java.util.List;

/** The actors of the suite that are about calls, connections, state and lifecycle. Immutable. */
final class SuiteActors {

    private SuiteActors() {}

    /** All of them. */
    static List<ActorDefinition<?>> all() {
        return List.of(
                ActorDefinition.of(AccessControlActor.class),
                ActorDefinition.of(AccessControlNoQueuesActor.class),
                ActorDefinition.of(ActionActors.Async.class),
                ActorDefinition.of(ActionActors.Concurrent.class),
                ActorDefinition.of(ActionActors.Nested.class),
                ActorDefinition.of(ActionActors.Promises.class),
                ActorDefinition.of(ActionActors.Sync.class),
                ActorDefinition.of(BeforeConnectActors.GenericError.class),
                ActorDefinition.of(BeforeConnectActors.Reject.class),
                ActorDefinition.of(ConnErrorSerializationActor.class),
                ActorDefinition.of(ConnPreflightVisibilityActor.class),
                ActorDefinition.of(ConnStateActor.class),
                ActorDefinition.of(Counter.class),
                ActorDefinition.of(CounterWithLifecycle.class),
                ActorDefinition.of(CounterWithParams.class),
                ActorDefinition.of(DestroyActors.AbortSignal.class),
                ActorDefinition.of(DestroyActors.Destroyed.class),
                ActorDefinition.of(DestroyActors.Observer.class),
                ActorDefinition.of(ErrorHandlingActor.class),
                ActorDefinition.of(HibernationActors.Hibernating.class),
                ActorDefinition.of(HibernationActors.SleepWindow.class),
                ActorDefinition.of(InputActor.class),
                ActorDefinition.of(LargePayloadActors.Connected.class),
                ActorDefinition.of(LargePayloadActors.Stateless.class),
                ActorDefinition.of(LifecycleObserver.class),
                ActorDefinition.of(MetadataActor.class),
                ActorDefinition.of(OnStateChangeActor.class),
                ActorDefinition.of(StartStopRaceActor.class),
                ActorDefinition.of(StateChangeActors.Recursion.class),
                ActorDefinition.of(StateChangeActors.ReentrantMutation.class),
                ActorDefinition.of(StateZodCoercionActor.class),
                ActorDefinition.of(StatelessActor.class),
                ActorDefinition.of(TimeoutActors.CustomTimeout.class),
                ActorDefinition.of(TimeoutActors.DefaultTimeout.class),
                ActorDefinition.of(TimeoutActors.LongTimeout.class),
                ActorDefinition.of(TimeoutActors.ShortTimeout.class),
                ActorDefinition.of(TimeoutActors.SyncTimeout.class),
                ActorDefinition.of(VarActors.Dynamic.class),
                ActorDefinition.of(VarActors.FromServer.class, () -> new VarActors.FromServer(true)),
                ActorDefinition.of(VarActors.Nested.class),
                ActorDefinition.of(VarActors.Static.class),
                ActorDefinition.of(VarActors.Unique.class));
    }
}
