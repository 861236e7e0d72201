package dev.dowel.server;

/** The fixed texts of the server (protocol 1.4, 1.7). Immutable. */
enum PageContent {
    /** What clients ask for before anything else. */
    METADATA,
    /** For load balancers. */
    HEALTH,
    /** For people who open the server in a browser. */
    BANNER,
    /** The same three, below an actor. */
    ACTOR_METADATA,
    ACTOR_HEALTH,
    ACTOR_BANNER
}
