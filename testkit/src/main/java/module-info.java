/** Tests of actors with JUnit. Knows the runtime, and neither server nor disk. */
@org.jspecify.annotations.NullMarked
module dev.dowel.testkit {
    requires transitive dev.dowel.api;
    requires transitive org.junit.jupiter.api;
    requires dev.dowel.protocol;
    requires dev.dowel.runtime;
    requires jdk.unsupported;
    requires static org.jspecify;

    exports dev.dowel.testkit;

    opens dev.dowel.testkit to
            org.junit.platform.commons;
}
