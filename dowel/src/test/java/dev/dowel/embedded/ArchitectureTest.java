package dev.dowel.embedded;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The walls of the house (docs/architecture.md, section 1): what each module may use, and which libraries live where. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.dowel");

    /** The published modules. */
    private enum Module {
        API("dev.dowel"),
        PROTOCOL("dev.dowel.protocol"),
        RUNTIME("dev.dowel.runtime"),
        TESTKIT("dev.dowel.testkit"),
        ROCKSDB("dev.dowel.rocksdb"),
        SERVER("dev.dowel.server"),
        METRICS("dev.dowel.metrics"),
        CLIENT("dev.dowel.client"),
        EMBEDDED("dev.dowel.embedded");

        private final String rootPackage;

        Module(String rootPackage) {
            this.rootPackage = rootPackage;
        }

        private Set<Module> uses() {
            return switch (this) {
                case API -> Set.of();
                case PROTOCOL -> Set.of(API);
                case RUNTIME, CLIENT -> Set.of(API, PROTOCOL);
                case TESTKIT, ROCKSDB, SERVER -> Set.of(API, PROTOCOL, RUNTIME);
                case METRICS -> Set.of(API, RUNTIME, SERVER);
                case EMBEDDED -> Set.of(API, PROTOCOL, RUNTIME, ROCKSDB, SERVER);
            };
        }

        private boolean holds(String packageName) {
            return packageName.equals(rootPackage) || packageName.startsWith(rootPackage + ".");
        }

        /** The module of a class of ours: the one with the longest root package, so that API does not swallow the others. */
        private static Module of(JavaClass type) {
            return Arrays.stream(values())
                    .filter(module -> module.holds(type.getPackageName()))
                    .max(Comparator.comparingInt(module -> module.rootPackage.length()))
                    .orElseThrow();
        }

        private DescribedPredicate<JavaClass> classes() {
            return describe("are in module " + this, type -> API.holds(type.getPackageName()) && of(type) == this);
        }
    }

    @Test
    void everyModuleIsSeen() {
        for (Module module : Module.values()) {
            assertThat(CLASSES.that(module.classes())).as(module.toString()).isNotEmpty();
        }
    }

    @Test
    void modulesUseOnlyTheModulesBelowThem() {
        classes().should(new UseAllowedModules()).check(CLASSES);
    }

    @Test
    void jacksonStaysInProtocol() {
        confine(Module.PROTOCOL, "tools.jackson..", "com.fasterxml..");
    }

    @Test
    void nettyStaysInServer() {
        confine(Module.SERVER, "io.netty..");
    }

    @Test
    void micrometerStaysInMetrics() {
        confine(Module.METRICS, "io.micrometer..", "io.prometheus..");
    }

    @Test
    void rocksDbStaysInRocksdb() {
        confine(Module.ROCKSDB, "org.rocksdb..");
    }

    @Test
    void jUnitStaysInTestkit() {
        confine(Module.TESTKIT, "org.junit..");
    }

    @Test
    void theJdkHttpClientStaysInClient() {
        confine(Module.CLIENT, "java.net.http..");
    }

    @Test
    void nobodyUsesTheInsidesOfTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.sun..", "sun..", "jdk.internal..")
                        .and(not(resideInAPackage("com.sun.management..")))) // which the JDK exports
                .check(CLASSES);
    }

    @Test
    void protocolKnowsNoThreadsNorSockets() {
        noClasses()
                .that(Module.PROTOCOL.classes())
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, java.net.Socket.class, Executor.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.util.concurrent.locks..")
                .check(CLASSES);
    }

    @Test
    void packagesOfTheRuntimeDoNotNeedEachOtherInCircles() {
        slices().matching("dev.dowel.runtime.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theRuntimeTakesTimeThreadsAndChanceFromItsEnvironment() {
        noClasses()
                .that(Module.RUNTIME.classes())
                .and()
                .resideOutsideOfPackage("dev.dowel.runtime.environment..")
                .should()
                .accessTargetWhere(describe("reach for the machine's own", ArchitectureTest::isOfTheMachine))
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .accessTargetWhere(describe("sleep", access -> nameOf(access).equals("java.lang.Thread.sleep")))
                .check(CLASSES);
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl|Data|Info)")
                .check(CLASSES);
    }

    private static boolean isOfTheMachine(JavaAccess<?> access) {
        return switch (nameOf(access)) {
            case "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Math.random",
                    "java.lang.Thread.<init>",
                    "java.lang.Thread.ofPlatform",
                    "java.lang.Thread.ofVirtual",
                    "java.lang.Thread.startVirtualThread",
                    "java.time.Clock.systemUTC",
                    "java.time.Instant.now",
                    "java.util.Random.<init>",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current" -> true;
            case String name -> name.startsWith("java.util.concurrent.Executors.") || isOnTheCommonPool(access);
        };
    }

    private static boolean isOnTheCommonPool(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getName().endsWith("Async")
                && target.getOwner().isAssignableTo(CompletionStage.class)
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Executor.class));
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getFullName() + "." + access.getName();
    }

    private static void confine(Module home, String... packages) {
        noClasses()
                .that(DescribedPredicate.not(home.classes()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(CLASSES);
        assertThat(CLASSES.that(home.classes()).stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName()))
                .as("the pattern still matches what %s uses", home)
                .anyMatch(name -> Arrays.stream(packages).anyMatch(p -> name.startsWith(p.replace("..", ""))));
    }

    private static final class UseAllowedModules extends ArchCondition<JavaClass> {

        UseAllowedModules() {
            super("use only the modules below theirs");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!Module.API.holds(target.getPackageName())) {
                    continue;
                }
                Module from = Module.of(type);
                Module to = Module.of(target);
                if (from != to && !from.uses().contains(to)) {
                    events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                }
            }
        }
    }
}
