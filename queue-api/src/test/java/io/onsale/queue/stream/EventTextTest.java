package io.onsale.queue.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.queue.place.PlaceJson;
import io.onsale.queue.place.PlaceView;
import io.onsale.queue.replica.SaleView;
import io.onsale.queue.stream.Update.Closed;
import io.onsale.queue.stream.Update.ComeBack;
import io.onsale.queue.stream.Update.Heartbeat;
import io.onsale.queue.stream.Update.PlaceNow;
import io.onsale.queue.stream.Update.Ready;
import io.onsale.queue.stream.Update.Retry;
import io.onsale.queue.stream.Update.SaleNow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventTextTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private static String text(Update update) {
        return EventText.of(List.of(update));
    }

    private static JsonNode data(String event) {
        String line = event.lines()
                .filter(each -> each.startsWith("data:"))
                .findFirst()
                .orElseThrow();
        return JsonMapper.shared().readTree(line.substring(5));
    }

    @Test
    void each_kind_has_its_name_and_ends_with_an_empty_line() {
        PlaceView place = new PlaceView(7L, "WAITING", 3L, 9, null, 1000, "v1.a", null, null);
        assertThat(text(new PlaceNow(place, "1-7-3", NOON)))
                .isEqualTo("event:place\nid:1-7-3\ndata:" + PlaceJson.text(place, NOON) + "\n\n");
        assertThat(text(new PlaceNow(place, "", null)))
                .isEqualTo("event:place\ndata:" + PlaceJson.text(place, null) + "\n\n");
        assertThat(text(new Ready(NOON))).isEqualTo("event:ready\ndata:{\"claimBy\":\"2026-06-01T12:00:00Z\"}\n\n");
        assertThat(text(new Closed("left"))).isEqualTo("event:closed\ndata:{\"reason\":\"left\"}\n\n");
        assertThat(text(new Closed("sold-out"))).isEqualTo("event:closed\ndata:{\"reason\":\"sold-out\"}\n\n");
        assertThat(text(new ComeBack(1700))).isEqualTo("retry:1700\nevent:drain\ndata:{\"reconnectAfterMs\":1700}\n\n");
        assertThat(text(new Heartbeat())).startsWith(":").endsWith("\n\n");
        assertThat(EventText.of(List.of(new Retry(900), new Closed("left"))))
                .isEqualTo("retry:900\nevent:closed\ndata:{\"reason\":\"left\"}\n\n");
    }

    @Test
    void texts_of_operators_may_contain_anything_and_stay_on_one_line() {
        String words = "결제사 \"점검\" \\ first\nsecond\r\u0001\u2028";
        SaleView sale = new SaleView("PAUSED", words, NOON, NOON.plusSeconds(60), Map.of("VIP \"A\"", 3L));
        String event = text(new SaleNow(sale, NOON, true));

        assertThat(event.split("[\n\r]")).hasSize(2);
        JsonNode data = data(event);
        assertThat(data.get("message").stringValue()).isEqualTo(words);
        assertThat(data.get("seatsLeft").get("VIP \"A\"").longValue()).isEqualTo(3);
        assertThat(data.get("opensAt").stringValue()).isEqualTo("2026-06-01T12:00:00Z");
        assertThat(data.get("serverTime").stringValue()).isEqualTo("2026-06-01T12:00:00Z");
        assertThat(data.get("likelySoldOut").booleanValue()).isTrue();
    }

    @Test
    void unknown_values_are_null() {
        JsonNode data = data(text(new SaleNow(SaleView.UNAVAILABLE, null, null)));
        assertThat(data.get("opensAt").isNull()).isTrue();
        assertThat(data.get("serverTime").isNull()).isTrue();
        assertThat(data.get("likelySoldOut").isNull()).isTrue();
        assertThat(data.get("seatsLeft").isEmpty()).isTrue();
    }
}
