package dev.dowel.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dowel.Action;
import dev.dowel.Actor;
import dev.dowel.ActorType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** What people read when an application does not start. */
@ExtendWith(OutputCaptureExtension.class)
class DowelFailureAnalyzerTest {

    @ActorType("shared")
    static final class Shared extends Actor<Void> {
        @Action
        public void nothing() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Singleton {
        @Bean
        Shared shared() {
            return new Shared();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Prototype {
        @Bean
        @Scope("prototype")
        Shared shared() {
            return new Shared();
        }
    }

    private static void assertFails(Class<?> application, String... properties) {
        var builder = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties("dowel.packages=none", "dowel.store=memory", "dowel.port=0")
                .properties(properties);
        assertThatThrownBy(builder::run).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aSingletonActor(CapturedOutput output) {
        assertFails(Singleton.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Shared: Its bean shared has the scope singleton")
                .contains("add @Scope(\"prototype\")");
    }

    @Test
    void aPropertyThatCannotBeUsed(CapturedOutput output) {
        assertFails(Prototype.class, "dowel.port=70000");
        assertThat(output)
                .contains("dowel.port: A port is a number from 0 to 65535.")
                .contains("Correct the property.");
    }

    @Test
    void aPortThatIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFails(Prototype.class, "dowel.port=" + taken.getLocalPort());
            assertThat(output)
                    .contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("dowel.port=0 takes any free port");
        }
    }

    @Test
    void aDirectoryThatIsNone(CapturedOutput output, @TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertFails(Prototype.class, "dowel.store=disk", "dowel.data-dir=" + file);
        assertThat(output).contains("The data directory " + file).contains("dowel.data-dir");
    }
}
