package dev.dowel.testkit;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads that are carried by whoever runs the tasks of an executor. Static; any thread.
 *
 * <p>The JDK has what it takes, and offers it to its own tests only. Serialisation libraries may call constructors that are
 * closed to everybody else, which opens this one without a flag for the JVM; where that ends, the flag still works.
 */
final class VirtualThreads {

    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

    private VirtualThreads() {}

    /**
     * A factory of threads that run when the executor's tasks do.
     *
     * @throws IllegalStateException if the JVM does not allow it, saying what to do
     */
    static ThreadFactory carriedBy(Executor carrier) {
        try {
            var builder = (Thread.Builder.OfVirtual) Opened.CONSTRUCTOR.newInstance(carrier);
            return builder.name("actor-turn-", 0).factory();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException(
                    "Java " + Runtime.version()
                            + " does not let the test kit decide which virtual thread runs. Start the"
                            + " JVM of the tests with --add-opens java.base/java.lang=ALL-UNNAMED (in Maven: argLine of"
                            + " the surefire plugin; in Gradle: jvmArgs of the test task).",
                    e);
        }
    }

    /** Found once, when it is first needed. */
    private static final class Opened {

        static final Constructor<?> CONSTRUCTOR = open();

        private static Constructor<?> open() {
            try {
                Constructor<?> constructor = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
                return constructor.trySetAccessible() ? constructor : throughSerialization(constructor);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static Constructor<?> throughSerialization(Constructor<?> constructor)
                throws ReflectiveOperationException {
            Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
            Object factory = type.getMethod("getReflectionFactory").invoke(null);
            return (Constructor<?>) type.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(factory, constructor.getDeclaringClass(), constructor);
        }
    }
}
