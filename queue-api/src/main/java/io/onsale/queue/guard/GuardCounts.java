package io.onsale.queue.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.guard.Refusal.Flaw;
import io.onsale.queue.guard.Refusal.Of;
import io.onsale.queue.guard.Refusal.ProofRefused;
import io.onsale.queue.guard.Refusal.ProofRequired;
import io.onsale.queue.guard.Refusal.TooMany;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts refused requests by reason, on this node. */
final class GuardCounts {
    private final Map<Of, Counter> tooMany = new EnumMap<>(Of.class);
    private final Map<Flaw, Counter> proofRefused = new EnumMap<>(Flaw.class);
    private final Counter proofRequired;
    private final Counter challenges;

    GuardCounts(MeterRegistry meters) {
        for (Of of : Of.values()) {
            tooMany.put(of, refused(meters, "limit-" + of.name().toLowerCase(Locale.ROOT)));
        }
        for (Flaw flaw : Flaw.values()) {
            proofRefused.put(flaw, refused(meters, "proof-" + flaw.name().toLowerCase(Locale.ROOT)));
        }
        proofRequired = refused(meters, "proof-required");
        challenges = Counter.builder("onsale.queue.guard.challenges")
                .description("Challenges handed out")
                .register(meters);
    }

    static Counter refused(MeterRegistry meters, String reason) {
        return Counter.builder("onsale.queue.guard.refused")
                .description("Requests refused before they reached the line")
                .tag("reason", reason)
                .register(meters);
    }

    <R extends Refusal> R count(R refusal) {
        counter(refusal).increment();
        return refusal;
    }

    void challenge() {
        challenges.increment();
    }

    private Counter counter(Refusal refusal) {
        return switch (refusal) {
            case TooMany many -> of(tooMany, many.of());
            case ProofRequired none -> proofRequired;
            case ProofRefused proof -> of(proofRefused, proof.flaw());
        };
    }

    private static <K extends Enum<K>> Counter of(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + key);
        }
        return counter;
    }
}
