/** The types of actors as front ends see them: TypeScript declarations and OpenAPI. */
module dev.dowel.typescript {
    requires transitive dev.dowel.api;
    requires static jdk.compiler;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports dev.dowel.typescript;
}
