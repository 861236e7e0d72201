package dev.dowel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.protocol.WireException;
import dev.dowel.runtime.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How requests of callers are counted. */
class AdmissionTest {

    private static final Target ACTOR = new Target.ById(null, "a");
    private static final Target OTHER = new Target.ById(null, "b");

    private long now = 1;

    private Admission admission(int perMinute, int inFlight) {
        return new Admission(new RateLimits(perMinute, inFlight, 0), 10, () -> now);
    }

    private static void assertRefused(Admission admission, String caller, Target target) {
        assertThatThrownBy(() -> admission.admit(caller, target))
                .isInstanceOfSatisfying(
                        WireException.class,
                        e -> assertThat(e.group() + "." + e.code()).isEqualTo("guard.rate_limit"));
    }

    @Test
    void nothingIsCountedByDefault() {
        Admission admission = new Admission(RateLimits.NONE, 10, () -> now);
        for (int i = 0; i < 5_000; i++) {
            admission.admit("caller", ACTOR);
        }
        assertThat(admission.size()).isZero();
        assertThat(admission.messages()).isNull();
    }

    @Test
    void theReferenceTakesTwelveHundredAMinute() {
        Admission admission = new Admission(RateLimits.REFERENCE, 10, () -> now);
        for (int i = 0; i < 1_200; i++) {
            admission.admit("caller", ACTOR).done();
        }
        assertRefused(admission, "caller", ACTOR);
    }

    @Test
    void theReferenceTakesThirtyTwoInFlight() {
        Admission admission = new Admission(RateLimits.REFERENCE, 10, () -> now);
        for (int i = 0; i < 32; i++) {
            admission.admit("caller", ACTOR);
        }
        assertRefused(admission, "caller", ACTOR);
    }

    @Test
    void requestsComeBackWithTime() {
        Admission admission = admission(60, 0);
        for (int i = 0; i < 60; i++) {
            admission.admit("caller", ACTOR);
        }
        assertRefused(admission, "caller", ACTOR);
        now += TimeUnit.MILLISECONDS.toNanos(999);
        assertRefused(admission, "caller", ACTOR);
        now += TimeUnit.MILLISECONDS.toNanos(2);
        admission.admit("caller", ACTOR);
        assertRefused(admission, "caller", ACTOR);
    }

    @Test
    void callersAndActorsAreCountedApart() {
        Admission admission = admission(1, 0);
        admission.admit("caller", ACTOR);
        assertRefused(admission, "caller", ACTOR);
        admission.admit("caller", OTHER);
        admission.admit("another", ACTOR);
    }

    @Test
    void anAnswerMakesRoomOnce() {
        Admission admission = admission(0, 2);
        Admission.Ticket first = admission.admit("caller", ACTOR);
        admission.admit("caller", ACTOR);
        assertRefused(admission, "caller", ACTOR);
        first.done();
        first.done();
        admission.admit("caller", ACTOR);
        assertRefused(admission, "caller", ACTOR);
    }

    @Test
    void aRefusedRequestIsNotInFlight() {
        Admission admission = admission(1, 1);
        admission.admit("caller", ACTOR).done();
        assertRefused(admission, "caller", ACTOR);
        now += TimeUnit.MINUTES.toNanos(1);
        admission.admit("caller", ACTOR);
    }

    @Test
    void onlySoManyAreRemembered() {
        Admission admission = admission(1, 0);
        for (int i = 0; i < 1_000; i++) {
            admission.admit("caller" + i, ACTOR);
        }
        assertThat(admission.size()).isEqualTo(10);
        assertRefused(admission, "caller999", ACTOR);
        admission.admit("caller0", ACTOR);
    }

    @Test
    void aLimitIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimits(-1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimits(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimits(0, 0, -1));
    }
}
