package io.onsale.seat.drift;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.PerformanceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the comparisons found. A difference counts as drift once two comparisons, with the grace between them, find the same: by then a change
 * that was on its way between the stores has arrived. Between a performance's first drift and the moment it agrees again one error is logged.
 */
final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);
    private static final int SLICES_MAX = 200; // suspected at a time; others have their turn once these agree
    private static final int DRIFTS_LOGGED = 5;

    private final Clock clock;
    private final Duration grace;
    private final Map<Slice, Map<Drift, Instant>> suspects = new ConcurrentHashMap<>();
    private final Map<Slice, Instant> due = new ConcurrentHashMap<>();
    private final Map<Slice, List<Drift>> drifts = new ConcurrentHashMap<>();
    private final Set<PerformanceId> disagreeing = ConcurrentHashMap.newKeySet();
    private final Map<DriftKind, Counter> mended = new EnumMap<>(DriftKind.class);

    Findings(Clock clock, Duration grace, MeterRegistry meters) {
        this.clock = clock;
        this.grace = grace;
        for (DriftKind kind : DriftKind.values()) {
            String tag = kind.name().toLowerCase(Locale.ROOT);
            Gauge.builder("onsale.seat.drift", this, findings -> findings.count(kind))
                    .description("seats about which Redis did not agree with Postgres when they were last compared")
                    .tag("kind", tag)
                    .register(meters);
            mended.put(kind, meters.counter("onsale.seat.drift.mendings", "kind", tag));
        }
    }

    private int count(DriftKind kind) {
        return drifts.values().stream()
                .mapToInt(of ->
                        (int) of.stream().filter(drift -> drift.kind() == kind).count())
                .sum();
    }

    void countMending(Drift drift) {
        Objects.requireNonNull(mended.get(drift.kind())).increment();
    }

    /** Takes down what a look found; the drifts among it. */
    List<Drift> record(Slice slice, List<Drift> found) {
        Instant now = clock.instant();
        Map<Drift, Instant> before = suspects.getOrDefault(slice, Map.of());
        List<Drift> sure = found.stream()
                .filter(drift -> before.containsKey(drift)
                        && !before.get(drift).plus(grace).isAfter(now))
                .toList();
        if (found.isEmpty()) {
            suspects.remove(slice);
            due.remove(slice);
        } else if (suspects.containsKey(slice) || suspects.size() < SLICES_MAX) {
            suspects.put(
                    slice,
                    found.stream()
                            .collect(Collectors.toMap(Function.identity(), drift -> before.getOrDefault(drift, now))));
            due.put(slice, now.plus(grace));
        }
        report(slice, sure);
        return sure;
    }

    private void report(Slice slice, List<Drift> sure) {
        if (!sure.isEmpty()) {
            drifts.put(slice, sure);
            if (disagreeing.add(slice.performance())) {
                LOG.error(
                        "Redis does not agree with Postgres about {} seats of performance {}: {}",
                        sure.size(),
                        slice.performance(),
                        sure.subList(0, Math.min(sure.size(), DRIFTS_LOGGED)));
            }
        } else if (drifts.remove(slice) != null
                && drifts.keySet().stream()
                        .noneMatch(other -> other.performance().equals(slice.performance()))) {
            disagreeing.remove(slice.performance());
            LOG.info("Redis agrees with Postgres about performance {} again", slice.performance());
        }
    }

    /** A slice that is due to be compared once more; null if none is. */
    @Nullable
    Slice takeDue() {
        Instant now = clock.instant();
        for (Map.Entry<Slice, Instant> entry : due.entrySet()) {
            if (!entry.getValue().isAfter(now) && due.remove(entry.getKey()) != null) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** Forgets performances that are over. */
    void keepOnly(Collection<PerformanceId> current) {
        suspects.keySet().removeIf(slice -> !current.contains(slice.performance()));
        due.keySet().removeIf(slice -> !current.contains(slice.performance()));
        drifts.keySet().removeIf(slice -> !current.contains(slice.performance()));
        disagreeing.retainAll(current);
    }
}
