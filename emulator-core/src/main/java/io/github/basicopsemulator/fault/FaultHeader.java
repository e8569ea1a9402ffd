package io.github.basicopsemulator.fault;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header by which a request injects a fault into itself. */
public final class FaultHeader {

    public static final String NAME = "X-Emulator-Fault";

    /** The valid values, for messages. */
    public static final String FORMS = "\"status=503\", \"status=429; retry-after=5\", \"reset\", \"empty\", \"lost\","
            + " \"half-body\", \"malformed-json\", \"latency=200ms\", \"slow-body=200ms\"";

    private static final Pattern STATUS = Pattern.compile("status=([2-5]\\d\\d)(?:; ?retry-after=(\\d{1,6}))?");
    private static final Pattern TIME = Pattern.compile("(latency|slow-body)=(\\d{1,6})(ms|s)");

    private FaultHeader() {}

    /** Parses a value of the header; null for an invalid value. */
    public static @Nullable FaultEffect read(String value) {
        Matcher status = STATUS.matcher(value);
        if (status.matches()) {
            int retryAfter = status.group(2) == null ? 0 : Integer.parseInt(status.group(2));
            return new FaultEffect.Status(Integer.parseInt(status.group(1)), retryAfter);
        }
        Matcher time = TIME.matcher(value);
        if (time.matches()) {
            long amount = Long.parseLong(time.group(2));
            Duration duration = time.group(3).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
            return time.group(1).equals("latency")
                    ? FaultEffect.Latency.of(duration)
                    : new FaultEffect.SlowBody(duration);
        }
        return switch (value) {
            case "reset" -> new FaultEffect.NoReply(true);
            case "empty" -> new FaultEffect.NoReply(false);
            case "lost" -> new FaultEffect.LostAnswer();
            case "half-body" -> new FaultEffect.HalfBody();
            case "malformed-json" -> new FaultEffect.MalformedJson();
            default -> null;
        };
    }
}
