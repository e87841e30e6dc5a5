package io.onsale.seat.plan;

import java.nio.ByteBuffer;

/**
 * A {@link PlanDocument} ready to be sent: the same JSON twice. The bytes are outside the heap and read-only, so that all readers share
 * them down to the socket: a copy of two megabytes for each slow reader would exhaust the memory.
 */
public record ServedPlan(String version, ByteBuffer json, ByteBuffer gzip) {
    /** Copies the bytes. */
    public static ServedPlan of(String version, byte[] json, byte[] gzip) {
        return new ServedPlan(version, shared(json), shared(gzip));
    }

    private static ByteBuffer shared(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }

    /** With a position of its own. */
    @Override
    public ByteBuffer json() {
        return json.duplicate();
    }

    /** With a position of its own. */
    @Override
    public ByteBuffer gzip() {
        return gzip.duplicate();
    }

    /** Its size in memory, in bytes. */
    public int weight() {
        return json.capacity() + gzip.capacity();
    }
}
