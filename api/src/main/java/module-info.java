/** The Dowel actor API: what an actor is written with. Knows no implementation. */
@org.jspecify.annotations.NullMarked
module dev.dowel.api {
    requires transitive org.jspecify;
    requires transitive org.slf4j;

    exports dev.dowel;
}
