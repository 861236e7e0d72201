package dev.dowel.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the application serves actors: if it says so, or does not say and names no other server to call. Immutable. */
final class ServingCondition extends SpringBootCondition {

    private static final String ENABLED = "dowel.enabled";
    private static final String ENDPOINT = "dowel.client.endpoint";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        ConditionMessage.Builder message = ConditionMessage.forCondition("Serving actors");
        Boolean enabled = environment.getProperty(ENABLED, Boolean.class);
        if (enabled != null) {
            return new ConditionOutcome(enabled, message.because(ENABLED + " is " + enabled));
        }
        boolean elsewhere = environment.containsProperty(ENDPOINT);
        return new ConditionOutcome(
                !elsewhere,
                message.because(ENDPOINT + (elsewhere ? " names another server" : " names no other server")));
    }
}
