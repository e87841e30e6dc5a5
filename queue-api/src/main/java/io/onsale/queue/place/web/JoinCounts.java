package io.onsale.queue.place.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.JoinOutcome.Closed;
import io.onsale.queue.line.JoinOutcome.Joined;
import io.onsale.queue.line.JoinOutcome.KeyReused;
import io.onsale.queue.line.JoinOutcome.NotOpen;
import io.onsale.queue.line.JoinOutcome.Present;
import io.onsale.queue.line.JoinOutcome.ReceiptRefused;
import io.onsale.queue.line.JoinOutcome.Restored;
import io.onsale.queue.line.JoinOutcome.UnknownSale;

/** Counts joins on this node by their outcome. */
final class JoinCounts {
    private final Counter joined;
    private final Counter present;
    private final Counter notOpen;
    private final Counter closed;
    private final Counter keyReused;
    private final Counter unknown;
    private final Counter restored;
    private final Counter receiptRefused;

    JoinCounts(MeterRegistry meters) {
        joined = counter(meters, "joined");
        present = counter(meters, "present");
        notOpen = counter(meters, "not-open");
        closed = counter(meters, "closed");
        keyReused = counter(meters, "key-reused");
        unknown = counter(meters, "unknown-sale");
        restored = counter(meters, "restored");
        receiptRefused = counter(meters, "receipt-refused");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("onsale.queue.joins")
                .description("Joins by outcome")
                .tag("outcome", outcome)
                .register(meters);
    }

    void count(JoinOutcome outcome) {
        Counter counter = switch (outcome) {
            case Joined o -> joined;
            case Present o -> present;
            case NotOpen o -> notOpen;
            case Closed o -> closed;
            case KeyReused o -> keyReused;
            case UnknownSale o -> unknown;
            case Restored o -> restored;
            case ReceiptRefused o -> receiptRefused;
        };
        counter.increment();
    }
}
