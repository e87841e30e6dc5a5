package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.service.kafka.EventJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExtremeEventsTest {
    @Test
    void every_type_of_event_is_among_them() {
        Set<Class<?>> types = new HashSet<>();
        collect(OnsaleEvent.class, types);

        assertThat(ExtremeEvents.of(1, 1).stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(types);
    }

    @Test
    void each_is_read_as_it_was_written() {
        List<OnsaleEvent> events = ExtremeEvents.of(2, 50);

        for (OnsaleEvent event : events) {
            EventEnvelope<OnsaleEvent> envelope =
                    EventEnvelope.of("id", Instant.parse("2026-11-21T10:00:00.123456Z"), event);
            assertThat(EventJson.read(EventJson.write(envelope))).isEqualTo(envelope);
        }
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, found);
            }
        } else {
            found.add(type);
        }
    }
}
