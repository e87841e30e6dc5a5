package io.onsale.queue.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.queue.eta.Eta;
import io.onsale.queue.place.PlaceView.SaleNotice;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The hand-written JSON equals what Jackson would write. */
class PlaceJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static void same(PlaceView view) {
        same(view, Instant.parse("2026-06-01T12:00:00.007Z"));
        same(view, Instant.parse("2026-06-01T12:00:00.100Z"));
        same(view, null);
    }

    private static void same(PlaceView view, @Nullable Instant serverTime) {
        ObjectNode expected = JSON.valueToTree(view);
        expected.put("serverTime", serverTime == null ? null : serverTime.toString());
        if (view.claimBy() == null) {
            expected.remove("claimBy");
        }
        if (view.sale() == null) {
            expected.remove("sale");
        } else {
            ((ObjectNode) expected.get("sale"))
                    .properties()
                    .removeIf(member -> member.getValue().isNull());
        }
        JsonNode actual = JSON.readTree(PlaceJson.text(view, serverTime));
        assertThat(JSON.readTree(expected.toString())).isEqualTo(actual);
    }

    private static PlaceView closing(SaleNotice sale) {
        return new PlaceView(7L, "WAITING", 3L, 9, null, 30_000, "v1.a", null, sale);
    }

    @Test
    void every_form_is_as_jackson_writes_it() {
        same(new PlaceView(7L, "WAITING", 3L, 9, new Eta(4, 11), 1000, "v1.a", null, null));
        same(new PlaceView(7L, "WAITING", 3L, 9, null, 1000, "v1.a", null, null));
        same(new PlaceView(null, "LOBBY", null, 9, null, 1000, "v1.a", null, null));
        same(new PlaceView(7L, "READY", 0L, 9, null, 1000, "v1.a", Instant.ofEpochMilli(1_800_000_000_123L), null));
        same(closing(new SaleNotice("PAUSED", "\"한 번\"\nmore", null)));
        same(closing(new SaleNotice("CLOSED", "The end", "sale-closed")));
        same(closing(new SaleNotice("CLOSED", "sold-out", "sold-out")));
    }

    @Test
    void any_time_is_written_to_the_millisecond() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L, 1_700_000_020_000L)); // 20 seconds
            StringBuilder json = new StringBuilder();

            PlaceJson.appendServerTime(json, time.plusNanos(random.nextInt(1_000_000)));

            assertThat(json)
                    .startsWith(",\"serverTime\":\"")
                    .endsWith("Z\"")
                    .hasSize(",\"serverTime\":\"\"".length() + 24);
            assertThat(Instant.parse(json.substring(15, json.length() - 1))).isEqualTo(time);
        }
    }
}
