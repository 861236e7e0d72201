/** Activations, turns, the gate and the commit. Knows no socket and no disk. */
@org.jspecify.annotations.NullMarked
module dev.dowel.runtime {
    requires transitive dev.dowel.api;
    requires transitive dev.dowel.protocol;
    requires java.management;
    requires jdk.jfr;
    requires jdk.management;

    exports dev.dowel.runtime;
    exports dev.dowel.runtime.store;
}
