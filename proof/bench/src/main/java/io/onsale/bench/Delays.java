package io.onsale.bench;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** How long after something happened each watcher was notified, in microseconds; as text, to pass from one process to another. */
final class Delays {
    private static final long MICROS_MAX = 120_000_000;

    private final Histogram micros = new Histogram(1, MICROS_MAX, 3);

    void add(long sinceMicros) {
        micros.recordValue(Math.clamp(sinceMicros, 0, MICROS_MAX));
    }

    void addAll(Delays others) {
        micros.add(others.micros);
    }

    long watchers() {
        return micros.getTotalCount();
    }

    /** Microseconds within which {@code percent} of them were notified. */
    long within(double percent) {
        return micros.getValueAtPercentile(percent);
    }

    long firstMicros() {
        return micros.getTotalCount() == 0 ? 0 : micros.getMinValue();
    }

    String text() {
        ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int size = micros.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(buffer.array(), size));
    }

    static Delays parse(String text) {
        try {
            Delays delays = new Delays();
            delays.micros.add(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), MICROS_MAX));
            return delays;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram", e);
        }
    }
}
