package io.onsale.gatling.bench;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** When watchers heard of something: microseconds since it was done, of each; as text, to get from one process to another. */
final class Told {
    private static final long MICROS_MAX = 120_000_000;

    private final Histogram micros = new Histogram(1, MICROS_MAX, 3);

    void after(long sinceMicros) {
        micros.recordValue(Math.clamp(sinceMicros, 0, MICROS_MAX));
    }

    void add(Told others) {
        micros.add(others.micros);
    }

    long watchers() {
        return micros.getTotalCount();
    }

    /** Microseconds within which {@code percent} of them heard of it. */
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

    static Told parse(String text) {
        try {
            Told told = new Told();
            told.micros.add(Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), MICROS_MAX));
            return told;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram", e);
        }
    }
}
