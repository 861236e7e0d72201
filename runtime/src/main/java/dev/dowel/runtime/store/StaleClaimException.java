package dev.dowel.runtime.store;

import java.util.Set;

/** Some commits were made under claims that others have overtaken. Nothing was written. Immutable. */
public final class StaleClaimException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> actorIds;

    /** Creates an exception that names the actors whose claims are stale. */
    public StaleClaimException(Set<String> actorIds) {
        super("Another claim was made on " + actorIds, null);
        this.actorIds = Set.copyOf(actorIds);
    }

    /** The actors whose commits were refused. */
    public Set<String> actorIds() {
        return actorIds;
    }
}
