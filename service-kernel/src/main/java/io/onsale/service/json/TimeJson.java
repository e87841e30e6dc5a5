package io.onsale.service.json;

import io.onsale.kernel.time.TimeRule;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads each {@link Instant} by the {@link TimeRule}. Jackson's own reader takes numbers as well (and texts of digits), as seconds or
 * milliseconds, and times that no database holds.
 */
public final class TimeJson extends StdScalarDeserializer<Instant> {
    private TimeJson() {
        super(Instant.class);
    }

    /** For every mapper that reads what came from outside. */
    public static JacksonModule module() {
        return new SimpleModule("onsale-times").addDeserializer(Instant.class, new TimeJson());
    }

    /** Whether {@code thrown} says that a value is no time by the rule. */
    public static boolean refused(Throwable thrown) {
        return thrown instanceof MismatchedInputException mismatch && mismatch.getTargetType() == Instant.class;
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            return TimeRule.read(json.getString())
                    .orElseGet(() -> context.reportInputMismatch(Instant.class, TimeRule.WORDS));
        }
        return context.reportInputMismatch(Instant.class, TimeRule.WORDS);
    }
}
