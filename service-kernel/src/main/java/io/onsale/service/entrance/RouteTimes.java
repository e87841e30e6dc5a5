package io.onsale.service.entrance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.service.access.AccessRules;
import io.onsale.service.access.AccessRules.Rule;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Request times as {@code http.server.requests} by method, route, status and outcome: the same metrics as from Spring's observations, at a
 * fraction of their cost. The route is the pattern of the access rule, so the number of series is bounded by rules times statuses.
 */
final class RouteTimes {
    static final int NO_STATUS = 0;

    private static final String NAME = "http.server.requests";
    private static final String UNKNOWN = "UNKNOWN";
    private static final int STATUS_MAX = 599;

    private final MeterRegistry meters;
    private final Map<Rule, AtomicReferenceArray<Timer>> routes = new IdentityHashMap<>(); // immutable
    private final AtomicReferenceArray<Timer> elsewhere = new AtomicReferenceArray<>(STATUS_MAX + 1);

    RouteTimes(AccessRules rules, MeterRegistry meters) {
        this.meters = meters;
        for (Rule rule : rules.all()) {
            routes.put(rule, new AtomicReferenceArray<>(STATUS_MAX + 1));
        }
    }

    /** @param status {@link #NO_STATUS} if there was no complete response: the client disconnected, or the connection broke */
    void record(@Nullable Rule rule, int status, long nanos) {
        AtomicReferenceArray<Timer> timers = rule == null ? elsewhere : routes.getOrDefault(rule, elsewhere);
        int known = status < 0 || status > STATUS_MAX ? NO_STATUS : status;
        Timer timer = timers.get(known);
        if (timer == null) {
            timer = register(rule, known); // the registry gives two threads the same one
            timers.set(known, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer register(@Nullable Rule rule, int status) {
        return Timer.builder(NAME)
                .description("Requests by route")
                .tag(
                        "method",
                        rule == null || rule.method() == null
                                ? UNKNOWN
                                : rule.method().name())
                .tag("uri", rule == null ? UNKNOWN : rule.path().getPatternString())
                .tag("status", status == NO_STATUS ? UNKNOWN : Integer.toString(status))
                .tag("outcome", outcome(status))
                .register(meters);
    }

    private static String outcome(int status) {
        HttpStatus.Series series = HttpStatus.Series.resolve(status);
        if (series == null) {
            return UNKNOWN;
        }
        return series == HttpStatus.Series.SUCCESSFUL ? "SUCCESS" : series.name();
    }
}
