package io.onsale.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.GivenPlace;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.event.SeatsCounted;
import io.onsale.kernel.event.SeatsCounted.GradeCount;
import io.onsale.kernel.event.Topic;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events are read as they were written, and their wire shape does not change by accident. */
class EventJsonTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123Z");

    static Stream<OnsaleEvent> events() {
        return Stream.of(
                new LineMoved("s1", "1800000000000-3", "ADMITTED", "f1", 7, 9, 1_800_000_600_000L, "CLAIM", AT),
                new PlacesGiven(
                        "s1", "1800000000000-0", 2, List.of(new GivenPlace(1, "f1"), new GivenPlace(2, "f2")), AT),
                new SaleChanged("s1", 4, "boss", "closed", "No licence", true, AT),
                new SeatsCounted("s1", "p1", (3L << 32) + 9, List.of(new GradeCount("R", 5, 4, 3, 2)), AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_read_as_it_was_written(OnsaleEvent event) {
        EventEnvelope<OnsaleEvent> envelope = EventEnvelope.of("id", AT, event);

        assertThat(EventJson.read(EventJson.write(envelope))).isEqualTo(envelope);
    }

    @Test
    void events_of_a_line_keep_the_order_of_their_sale_and_counts_that_of_their_performance() {
        assertThat(events().map(event -> event.topic() + " " + event.orderingKey()))
                .containsExactly(Topic.LINE + " s1", Topic.LINE + " s1", Topic.LINE + " s1", Topic.SEATS + " p1");
    }

    @Test
    void the_wire_shape_is_this() {
        assertThat(EventJson.write(EventEnvelope.of("id", AT, events().toList().getFirst())))
                .isEqualTo(
                        "{\"id\":\"id\",\"type\":\"LineMoved\",\"version\":1,\"occurredAt\":\"2026-11-21T10:00:00.123Z\","
                                + "\"data\":{\"saleId\":\"s1\",\"entryId\":\"1800000000000-3\",\"kind\":\"ADMITTED\","
                                + "\"fanId\":\"f1\",\"number\":7,\"registration\":9,\"value\":1800000600000,\"reason\":\"CLAIM\","
                                + "\"at\":\"2026-11-21T10:00:00.123Z\"}}");
    }
}
