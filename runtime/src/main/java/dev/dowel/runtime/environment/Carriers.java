package dev.dowel.runtime.environment;

/** The platform threads that carry virtual threads. Watch thread only. */
public interface Carriers {

    /** How many there are when nothing is wrong. */
    int normal();

    /** How many may run at once now. */
    int width();

    /** Lets so many run at once from now on; those that run are not stopped. */
    void width(int carriers);

    /** Makes one that may run and does not look for work: raising the width alone does not wake any. */
    void nudge();
}
