/** Activations, turns, the gate and the commit. Knows no socket and no disk. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the test kit is built later
module dev.dowel.runtime {
    requires transitive dev.dowel.api;
    requires transitive dev.dowel.protocol;
    requires java.management;
    requires jdk.jfr;
    requires jdk.management;

    exports dev.dowel.runtime;
    exports dev.dowel.runtime.environment to
            dev.dowel.testkit;
    exports dev.dowel.runtime.store;
}
