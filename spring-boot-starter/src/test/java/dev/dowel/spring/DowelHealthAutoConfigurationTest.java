package dev.dowel.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.ActorError;
import dev.dowel.client.DowelClient;
import dev.dowel.runtime.store.ActorStore;
import dev.dowel.runtime.store.MemoryStore;
import dev.dowel.runtime.store.StoreException;
import dev.dowel.spring.served.Greeter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;

class DowelHealthAutoConfigurationTest {

    private static Health health(ApplicationContext application) {
        return application
                .getBean("dowelHealthContributor", HealthIndicator.class)
                .health();
    }

    @Test
    void anApplicationIsUpWhileItsServerStores() {
        HealthIndicator[] indicator = new HealthIndicator[1];
        Applications.withActors().run(application -> {
            indicator[0] = application.getBean(HealthIndicator.class);
            assertThat(health(application).getStatus()).isEqualTo(Status.UP);
            assertThat(health(application).getDetails()).containsEntry("store", "ok");
        });
        assertThat(indicator[0].health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void anApplicationIsDownWhileItsStoreFails() {
        AtomicBoolean full = new AtomicBoolean();
        Applications.withActors()
                .withBean(DowelServerCustomizer.class, () -> server -> server.store(() -> store(full)))
                .run(application -> {
                    var greeter = application.getBean(DowelClient.class).actor(Greeter.class, "a");
                    greeter.call(Greeter::greet, "Ann");
                    full.set(true);
                    assertThatThrownBy(() -> greeter.call(Greeter::greet, "Ann"))
                            .isInstanceOf(ActorError.class);
                    assertThat(health(application).getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health(application).getDetails())
                            .containsEntry("store", "failing")
                            .containsEntry("reason", "disk_full")
                            .containsKey("since");
                });
    }

    /** A store in memory that has no room when told so. */
    private static ActorStore store(AtomicBoolean full) {
        MemoryStore store = new MemoryStore();
        return (ActorStore) Proxy.newProxyInstance(
                ActorStore.class.getClassLoader(), new Class<?>[] {ActorStore.class}, (proxy, method, arguments) -> {
                    if (full.get()
                            && (method.getName().equals("commit")
                                    || method.getName().equals("probe"))) {
                        throw new StoreException(StoreException.Reason.DISK_FULL, "No room.", null);
                    }
                    return call(store, method, arguments);
                });
    }

    private static Object call(ActorStore store, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void healthCanBeTurnedOff() {
        Applications.withActors()
                .withPropertyValues("management.health.dowel.enabled=false")
                .run(application -> assertThat(application).doesNotHaveBean(HealthContributor.class));
    }

    @Test
    void anApplicationWithoutHealthNeedsNone() {
        Applications.withActors()
                .withClassLoader(new FilteredClassLoader(HealthContributor.class))
                .run(application -> assertThat(application)
                        .hasNotFailed()
                        .hasBean("dowelServer")
                        .doesNotHaveBean("dowelHealthContributor"));
    }

    @Test
    void anApplicationThatServesNothingHasNoHealthOfIt() {
        Applications.withoutActors()
                .withPropertyValues("dowel.client.endpoint=http://elsewhere.example")
                .run(application -> assertThat(application).doesNotHaveBean(HealthContributor.class));
    }
}
