package dev.dowel.runtime.activation;

import dev.dowel.protocol.Limits;
import dev.dowel.runtime.Target;
import dev.dowel.runtime.failure.Failures;

/**
 * What comes into one activation: its mailbox, which is bounded, and the decision about each piece of work when its turn
 * comes. Thread safe.
 */
record Intake(Activation<?> activation) {

    /** Queues work, or refuses it. */
    void accept(Work work) {
        ActivationParts parts = activation.parts();
        if (!work.essential() && parts.token().size() >= Limits.MAILBOX_MESSAGES) {
            parts.listener().overloaded();
            work.fail().accept(Failures.overloaded().at(parts.specifier()));
        } else {
            parts.token().enqueue(() -> {
                try {
                    begin(work);
                } finally {
                    activation
                            .gate()
                            .submitHeld(); // if it was the call that created the actor, and ended without a seal
                }
            });
        }
    }

    /** Does the work, or sends it on. Holding the token. */
    private void begin(Work work) {
        if (!takes(work.route()) && work.hops() >= Work.MOST_HOPS) {
            work.fail().accept(Failures.stopped());
        } else if (!takes(work.route())) {
            activation.parts().dispatcher().dispatch(work.again());
        } else if (work.target() instanceof Target.ById byId
                && !byId.actorId().equals(activation.parts().actorId())) {
            work.fail().accept(Failures.notFound());
        } else {
            work.run().accept(activation);
        }
    }

    private boolean takes(Work.Route route) {
        boolean discarded = activation.gate().isDiscarded();
        return switch (route) {
            case NEXT_ACTIVATION, QUESTION -> !activation.isStopping() && !discarded;
            case GRACE_TOO -> !activation.isClosed() && !discarded;
            case ITSELF -> true;
        };
    }
}
