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
 * Reads {@link Instant}s by the {@link TimeRule}. Jackson's own deserializer also accepts numbers (and texts of digits) as seconds or
 * milliseconds, and times that no database can store.
 */
public final class TimeJson extends StdScalarDeserializer<Instant> {
    private TimeJson() {
        super(Instant.class);
    }

    /** The module for every mapper that reads external input. */
    public static JacksonModule module() {
        return new SimpleModule("onsale-times").addDeserializer(Instant.class, new TimeJson());
    }

    /** Whether {@code thrown} means that a value is not a time by the rule. */
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
