package dev.dowel.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dowel.ActorKey;
import dev.dowel.protocol.Dialect;
import dev.dowel.protocol.Encoding;
import dev.dowel.protocol.RawValue;
import dev.dowel.protocol.Values;
import dev.dowel.runtime.ActorAddress;
import dev.dowel.runtime.ActorRuntime;
import dev.dowel.runtime.Caller;
import dev.dowel.runtime.Target;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls actions of a runtime in this process, as a gateway would, and waits until the answer may leave. Usable from any
 * thread.
 */
record LocalCalls(ActorRuntime runtime) {

    private static final Pattern OUTPUT = Pattern.compile("\\{\"output\":(-?\\d+)}");

    /** The number an action returns; 0 if it returns none. */
    long call(String type, String key, String action, @Nullable Object... arguments) {
        var window = new ReplyWindow(Encoding.JSON, 1);
        runtime.call(
                new Target.GetOrCreate(new ActorAddress("default", type, ActorKey.of(key)), null),
                new Caller(null, Encoding.JSON, "/action/" + action, Map.of(), "127.0.0.1:50000"),
                action,
                RawValue.of(Values.encodeArguments(Dialect.JSON, arguments), Dialect.JSON),
                window.next());
        Matcher output = OUTPUT.matcher(new String(window.drain(), UTF_8));
        return output.matches() ? Long.parseLong(output.group(1)) : 0;
    }
}
