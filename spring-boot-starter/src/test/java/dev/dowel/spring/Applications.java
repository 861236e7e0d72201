package dev.dowel.spring;

import dev.dowel.spring.served.Greeting;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with the starter and nothing else. Static. */
final class Applications {

    private Applications() {}

    /** One that finds no actors by itself. */
    static ApplicationContextRunner withoutActors() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DowelServerAutoConfiguration.class,
                        DowelClientAutoConfiguration.class,
                        DowelMetricsAutoConfiguration.class,
                        DowelHealthAutoConfiguration.class))
                .withPropertyValues("dowel.port=0", "dowel.store=memory", "dowel.reconnect-grace=0");
    }

    /** One that serves greeters. */
    static ApplicationContextRunner withActors() {
        return withoutActors()
                .withPropertyValues("dowel.packages=dev.dowel.spring.served")
                .withBean(Greeting.class, Greeting::new);
    }
}
