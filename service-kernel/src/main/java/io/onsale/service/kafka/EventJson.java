package io.onsale.service.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.time.TimeRule;
import io.onsale.service.json.TimeJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as JSON: {@code {id,type,version,occurredAt,data}}. Unknown members are ignored; an unknown type, or a version above ours, is
 * {@link Unreadable}.
 */
public final class EventJson {
    /** This build cannot read the record; retrying does not help. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final JsonInclude.Value PRESENT =
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(TimeJson.module())
            .withConfigOverride(SeatingPlan.Seat.class, seat -> seat.setInclude(PRESENT)) // there may be 120,000
            .build();
    private static final Map<String, Class<? extends OnsaleEvent>> TYPES = new HashMap<>();

    static {
        collect(OnsaleEvent.class);
    }

    private EventJson() {}

    public static String write(EventEnvelope<?> event) {
        return JSON.writeValueAsString(event);
    }

    /** Reads an envelope; throws {@link Unreadable}. */
    public static EventEnvelope<OnsaleEvent> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an envelope from a record's value; throws {@link Unreadable}, also if there is no value. */
    static EventEnvelope<OnsaleEvent> read(byte @Nullable [] value) {
        if (value == null) {
            throw new Unreadable("a record without a value");
        }
        try {
            JsonNode tree = JSON.readTree(value);
            String type = tree.path("type").asString("");
            Class<? extends OnsaleEvent> shape = TYPES.get(type);
            JsonNode stated = tree.path("version");
            int version = stated.isIntegralNumber() && stated.canConvertToInt() ? stated.intValue() : 0;
            if (shape == null || version < 1 || version > EventEnvelope.VERSION) {
                throw new Unreadable("no reader for type '" + type + "' version " + stated);
            }
            Instant occurredAt = TimeRule.read(tree.path("occurredAt").asString(""))
                    .orElseThrow(() -> new Unreadable("occurredAt " + TimeRule.WORDS));
            String id = tree.path("id").asString("");
            OnsaleEvent data = JSON.treeToValue(tree.path("data"), shape);
            if (id.isEmpty() || data == null) {
                throw new Unreadable("an event without id or data");
            }
            return new EventEnvelope<>(id, type, version, occurredAt, data);
        } catch (JacksonException e) {
            throw new Unreadable("not an event: " + e.getOriginalMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static void collect(Class<? extends OnsaleEvent> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect((Class<? extends OnsaleEvent>) permitted);
            }
        } else {
            TYPES.put(type.getSimpleName(), type);
        }
    }
}
