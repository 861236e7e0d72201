package dev.dowel.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorContext;
import dev.dowel.ActorDefinition;
import dev.dowel.ActorKey;
import dev.dowel.ActorType;
import dev.dowel.DefinitionException;
import dev.dowel.DefinitionMistake;
import dev.dowel.client.DowelClient;
import dev.dowel.server.DowelServer;
import dev.dowel.spring.served.Greeter;
import dev.dowel.spring.served.Greeting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

class ActorBeansTest {

    @Test
    void classesWithTheAnnotationAreServedAndGetTheirBeans() {
        Applications.withActors().run(application -> {
            var greeter = application.getBean(DowelClient.class).actor(Greeter.class, "a");
            assertThat(greeter.call(Greeter::greet, "Ann")).isEqualTo("Hello Ann, 1");
            assertThat(application.getBean(DowelServer.class).toString()).endsWith("actors [greeter]]");
        });
    }

    @Test
    void everyActivationGetsAnObjectOfItsOwn() {
        Applications.withActors().run(application -> {
            DowelClient client = application.getBean(DowelClient.class);
            int first = client.actor(Greeter.class, "a").call(Greeter::number);
            int second = client.actor(Greeter.class, "b").call(Greeter::number);
            assertThat(second).isGreaterThan(first);
            assertThat(client.actor(Greeter.class, "a").call(Greeter::number)).isEqualTo(first);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Wanting {
        @Bean
        String text(Greeter greeter) {
            return greeter.getClass().getName();
        }
    }

    @Test
    void anActorsObjectCannotBeInjected() {
        Applications.withActors()
                .withUserConfiguration(Wanting.class)
                .run(application -> assertThat(application)
                        .hasFailed()
                        .getFailure()
                        .hasRootCauseInstanceOf(NoSuchBeanDefinitionException.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        @Scope("prototype")
        Greeter mine(Greeting greeting) {
            return new Greeter(greeting);
        }
    }

    @Test
    void aBeanThatTheApplicationDefinesIsUsedAsItIs() {
        Applications.withActors().withUserConfiguration(Own.class).run(application -> {
            assertThat(application.getBeanNamesForType(Greeter.class)).containsExactly("mine");
            var greeter = application.getBean(DowelClient.class).actor(Greeter.class, "a");
            assertThat(greeter.call(Greeter::greet, "Ann")).isEqualTo("Hello Ann, 1");
        });
    }

    @Component
    @ActorType("lonely")
    static final class Lonely extends Actor<Void> {
        @Action
        public void nothing() {}
    }

    @Scope("prototype")
    @ActorType("unclear")
    static final class Unclear extends Actor<Void> {
        @Action("same")
        public void first() {}

        @Action("same")
        public void second() {}
    }

    @Test
    void oneObjectForAllActivationsIsRefusedWithAWayOut() {
        Applications.withoutActors()
                .withUserConfiguration(Lonely.class)
                .run(application -> assertThat(mistakes(application))
                        .singleElement()
                        .satisfies(mistake -> {
                            assertThat(mistake.where()).isEqualTo(Lonely.class.getName());
                            assertThat(mistake.problem()).contains("scope singleton");
                            assertThat(mistake.fix()).contains("@Component").contains("@Scope(\"prototype\")");
                        }));
    }

    @Test
    void mistakesOfBeansAndOfClassesAreReportedTogether() {
        Applications.withoutActors()
                .withUserConfiguration(Lonely.class, Unclear.class)
                .run(application -> assertThat(mistakes(application))
                        .extracting(DefinitionMistake::where)
                        .anyMatch(where -> where.equals(Lonely.class.getName()))
                        .anyMatch(where -> where.startsWith(Unclear.class.getName())));
    }

    @Scope("prototype")
    @ActorType("wrapped")
    static class Wrapped extends Actor<Void> {
        @Action
        public void nothing() {}
    }

    static final class Wrapping implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof Wrapped)) {
                return bean;
            }
            ProxyFactory factory = new ProxyFactory(bean);
            factory.setProxyTargetClass(true);
            return factory.getProxy();
        }
    }

    @Test
    void anActorInAProxyIsRefused() {
        Applications.withoutActors()
                .withBean(Wrapping.class)
                .withUserConfiguration(Wrapped.class)
                .run(application -> assertThat(mistakes(application))
                        .singleElement()
                        .satisfies(mistake -> {
                            assertThat(mistake.where()).isEqualTo(Wrapped.class.getName());
                            assertThat(mistake.problem()).contains("proxy");
                        }));
    }

    @Test
    void anActorThatCannotBeMadeIsFoundAtTheStart() {
        Applications.withoutActors()
                .withPropertyValues("dowel.packages=dev.dowel.spring.served")
                .run(application -> assertThat(application)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(NoSuchBeanDefinitionException.class)
                        .hasMessageContaining(Greeting.class.getName()));
    }

    @Test
    void anApplicationWithoutActorsIsToldWhereTheyAreLookedFor() {
        Applications.withoutActors()
                .withPropertyValues("dowel.packages=dev.dowel.spring.nowhere")
                .run(application -> assertThat(mistakes(application))
                        .singleElement()
                        .satisfies(mistake -> {
                            assertThat(mistake.problem()).contains("dev.dowel.spring.nowhere");
                            assertThat(mistake.fix()).contains("dowel.packages").contains("dowel.enabled");
                        }));
    }

    @Configuration(proxyBeanMethods = false)
    static class Functions {
        @Bean
        ActorDefinition<Long> counter() {
            return ActorDefinition.<Long>named("counter")
                    .state(Long.class, request -> 0L)
                    .action(
                            "add",
                            Long.class,
                            Long.class,
                            (ActorContext<Long> context, Long amount) -> context.update(n -> n + amount))
                    .build();
        }
    }

    @Test
    void actorsMadeOfFunctionsAreBeansToo() {
        Applications.withoutActors().withUserConfiguration(Functions.class).run(application -> {
            var counter = application.getBean(DowelClient.class).actor("counter", ActorKey.of("a"));
            assertThat(counter.<Long>call("add", Long.class, 5L)).isEqualTo(5L);
        });
    }

    private static List<DefinitionMistake> mistakes(AssertableApplicationContext application) {
        Throwable failure = application.getStartupFailure();
        assertThat(failure).rootCause().isInstanceOf(DefinitionException.class);
        Throwable cause = failure;
        while (!(cause instanceof DefinitionException)) {
            cause = cause.getCause();
        }
        return ((DefinitionException) cause).mistakes();
    }
}
