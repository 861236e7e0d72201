package dev.dowel.conformance.behaviour;

import dev.dowel.protocol.Encoding;
import java.util.List;

/** All that the Java client must do, case by case. Static; any thread. */
public final class JavaSuite {

    private JavaSuite() {}

    /** The cases in one encoding, without those of {@link RestartBehaviours}. */
    public static List<Behaviour> of(Encoding encoding) {
        Behaviours all = new Behaviours(encoding);
        AccessorBehaviours.add(all);
        ActionBehaviours.add(all);
        ValueBehaviours.add(all);
        KeyBehaviours.add(all);
        ConnectionBehaviours.add(all);
        RefusalBehaviours.add(all);
        EventBehaviours.add(all);
        ErrorBehaviours.add(all);
        LimitBehaviours.add(all);
        QueueBehaviours.add(all);
        RawBehaviours.add(all);
        return all.all();
    }
}
