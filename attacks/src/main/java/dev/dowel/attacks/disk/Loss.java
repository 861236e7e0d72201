package dev.dowel.attacks.disk;

/** What becomes, at a power failure, of that which was not synced. */
enum Loss {
    /** All of it is gone. */
    ALL,
    /** Of each file a beginning of what was done to it is there, and a part of the write that follows. */
    TAIL,
    /** Of each file any sectors are there, each as it was at any time since the sync. */
    SECTORS,
    /** Nothing is gone: as after the death of a process only. */
    NONE
}
