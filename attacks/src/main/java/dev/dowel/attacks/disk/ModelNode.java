package dev.dowel.attacks.disk;

/** A file or a directory of a {@link ModelDisk}. Used by one thread. */
sealed interface ModelNode permits ModelFile, ModelDirectory {

    /** Everything that was done up to a point is on the disk. */
    void synced(long upTo);
}
