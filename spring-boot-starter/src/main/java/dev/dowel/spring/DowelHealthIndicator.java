package dev.dowel.spring;

import dev.dowel.runtime.store.StoreCondition;
import dev.dowel.server.DowelServer;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * How a server does: {@code DOWN} while its store fails, {@code OUT_OF_SERVICE} before it runs and after it ended, otherwise
 * {@code UP}. Thread safe; does not block.
 *
 * <p>A server whose store fails tries it every second and comes back by itself. So this says whether to send requests (readiness),
 * and never that the process had better be started again (liveness).
 */
public final class DowelHealthIndicator extends AbstractHealthIndicator {

    private static final String STORE = "store";

    private final DowelServer server;

    /** Looks at a server, which need not run yet. */
    public DowelHealthIndicator(DowelServer server) {
        this.server = server;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        server.storeCondition().ifPresentOrElse(condition -> tell(health, condition), health::outOfService);
    }

    private static void tell(Health.Builder health, StoreCondition condition) {
        switch (condition) {
            case StoreCondition.Good _ -> health.up().withDetail(STORE, "ok");
            case StoreCondition.Slow slow ->
                health.up()
                        .withDetail(STORE, "slow")
                        .withDetail("commitMs", slow.commit().toMillis());
            case StoreCondition.Failing failing ->
                health.down()
                        .withDetail(STORE, "failing")
                        .withDetail("reason", failing.reason().code())
                        .withDetail("since", failing.since().toString());
        }
    }
}
