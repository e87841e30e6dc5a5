package io.onsale.service.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What answers that are not read yet take of this process' memory, in bytes. Answers that all readers share do not count. Connections
 * that read what they asked for never get here: their answers are gone with the write.
 */
public final class AnswerMemory {
    /** A quarter of what the JVM may take for buffers, which is as much as its heap. */
    private static final AnswerMemory OF_PROCESS =
            new AnswerMemory(Runtime.getRuntime().maxMemory() / 4);

    private final AtomicLong used = new AtomicLong();
    private final long most;

    AnswerMemory(long most) {
        this.most = most;
    }

    public static AnswerMemory ofProcess() {
        return OF_PROCESS;
    }

    /** Whether further requests are to be refused until readers have read, or were cut. */
    public boolean isFull() {
        return used.get() > most;
    }

    /** Whether readers that stall are to be cut sooner. */
    boolean isTight() {
        return used.get() > most / 2;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    public long used() {
        return used.get();
    }

    void bindTo(MeterRegistry meters) {
        Gauge.builder("onsale.http.answers.unread", this, AnswerMemory::used)
                .baseUnit("bytes")
                .description("memory of answers that their readers have not taken yet, of this process")
                .register(meters);
    }
}
