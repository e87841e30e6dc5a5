package io.onsale.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
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
record StoredPlan(List<String> seatIds, BitSet blocked) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param gzip the plan's public JSON, compressed */
    static StoredPlan read(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return of(JSON.readTree(in.readAllBytes()));
        }
    }

    private static StoredPlan of(JsonNode document) {
        Set<String> soldCategories = new HashSet<>();
        for (JsonNode grade : document.path("grades")) {
            grade.path("categories").forEach(category -> soldCategories.add(category.stringValue()));
        }
        List<String> seatIds = new ArrayList<>();
        BitSet blocked = new BitSet();
        for (JsonNode zone : document.path("zones")) {
            for (JsonNode row : zone.path("rows")) {
                for (JsonNode seat : row.path("seats")) {
                    blocked.set(
                            seatIds.size(),
                            !soldCategories.contains(seat.path("category").stringValue()));
                    seatIds.add(seat.path("id").stringValue());
                }
            }
        }
        return new StoredPlan(seatIds, blocked);
    }
}
