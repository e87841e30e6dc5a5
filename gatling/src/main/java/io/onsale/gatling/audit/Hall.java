package io.onsale.gatling.audit;

import io.onsale.gatling.seats.HallPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan as seat-api has stored it.
 *
 * @param blocked seats of a category that no grade sells
 */
record Hall(List<String> seatIds, BitSet blocked) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Hall read(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            JsonNode document = JSON.readTree(in.readAllBytes());
            return new Hall(HallPlan.read(document).seatIds(), blocked(document));
        }
    }

    private static BitSet blocked(JsonNode document) {
        Set<String> sold = new HashSet<>();
        for (JsonNode grade : document.path("grades")) {
            grade.path("categories").forEach(category -> sold.add(category.stringValue()));
        }
        BitSet blocked = new BitSet();
        int index = 0;
        for (JsonNode zone : document.path("zones")) {
            for (JsonNode row : zone.path("rows")) {
                for (JsonNode seat : row.path("seats")) {
                    blocked.set(index++, !sold.contains(seat.path("category").stringValue()));
                }
            }
        }
        return blocked;
    }
}
