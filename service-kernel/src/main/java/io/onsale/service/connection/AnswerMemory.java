package io.onsale.service.connection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that unread responses take in this process, in bytes. Responses shared by all readers do not count. Clients that read their
 * responses never appear here: their bytes are gone as soon as they are written.
 */
public final class AnswerMemory {
    /** A quarter of the memory that the JVM may use for buffers, which equals its heap size. */
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

    /** Whether further requests must be refused until readers have caught up or were disconnected. */
    public boolean isFull() {
        return used.get() > most;
    }

    /** Whether stalled readers must be disconnected sooner. */
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
                .description("memory of responses that clients have not read yet, in this process")
                .register(meters);
    }
}
