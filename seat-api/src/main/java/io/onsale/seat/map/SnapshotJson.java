package io.onsale.seat.map;

import io.onsale.seat.seat.SeatStates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** How all seats are sent. */
final class SnapshotJson {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BUFFER = 4096;

    /** @param areas seats left of each area of general admission */
    private record Whole(long version, String states, List<AreaLeft> areas) {}

    private record AreaLeft(String id, int available) {}

    private SnapshotJson() {}

    static byte[] of(SeatStates states, List<SectionCount> counts) {
        List<AreaLeft> areas = counts.stream()
                .filter(count -> count.area() != null)
                .map(count -> new AreaLeft(String.valueOf(count.area()), count.available()))
                .toList();
        return JSON.writeValueAsBytes(new Whole(states.version(), states.toBase64(), areas));
    }

    /** Below a millisecond for a stadium, once per version. */
    static byte[] gzip(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory does not fail
        }
        return bytes.toByteArray();
    }
}
