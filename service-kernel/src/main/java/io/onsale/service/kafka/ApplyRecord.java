package io.onsale.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.service.outage.Outages;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Applies one record for a consumer group. During an outage of a store it retries without limit, because skipping the record would lose its
 * effect. A record that cannot be read, or that fails {@link #TRIES_MAX} times for any other reason, is buried. Never errors.
 */
final class ApplyRecord {
    static final int TRIES_MAX = 5; // a faulty record or a bug: more tries would not help

    private static final Logger LOG = LoggerFactory.getLogger(ApplyRecord.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);
    private static final Duration TRY_MAX =
            Duration.ofMinutes(1); // longer, and it waits for a call without a time-out of its own

    private final String group;
    private final Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler;
    private final DeadLetters deadLetters;
    private final MeterRegistry meters;
    private final Clock clock;

    ApplyRecord(
            String group,
            Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler,
            DeadLetters deadLetters,
            MeterRegistry meters,
            Clock clock) {
        this.group = group;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.clock = clock;
    }

    /** Completes when the record is applied or buried. */
    Mono<Void> apply(ConsumerRecord<byte[], byte[]> record) {
        String only = DeadLetter.text(record, DeadLetter.REPLAY_FOR);
        if (only != null && !only.equals(group)) {
            return Mono.empty(); // a replay for another group; this one has applied it
        }
        try {
            return apply(record, EventJson.read(record.value()));
        } catch (EventJson.Unreadable e) {
            return bury(record, e);
        }
    }

    private Mono<Void> apply(ConsumerRecord<byte[], byte[]> record, EventEnvelope<OnsaleEvent> event) {
        AtomicInteger faults = new AtomicInteger();
        return Mono.defer(() -> handler.apply(event))
                .timeout(TRY_MAX)
                .doOnError(e -> LOG.warn("{} could not apply {} {}: {}", group, event.type(), event.id(), e.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN)
                        .maxBackoff(BACKOFF_MAX)
                        .filter(e -> isOutage(e) || faults.incrementAndGet() < TRIES_MAX))
                .onErrorResume(e -> bury(record, e));
    }

    private static boolean isOutage(Throwable e) {
        return e instanceof Unavailable
                || e instanceof ProblemException answer && answer.problem().status() == 503
                || Outages.isOutage(e);
    }

    /** Needs an operator: see the launcher's command {@code dead-letters}. */
    private Mono<Void> bury(ConsumerRecord<byte[], byte[]> record, Throwable cause) {
        LOG.error(
                "{} cannot apply {}-{}@{}, moving it to the dead letters",
                group,
                record.topic(),
                record.partition(),
                record.offset(),
                cause);
        meters.counter("onsale.events.buried", "group", group, "topic", record.topic())
                .increment();
        return deadLetters.bury(record, DeadLetter.of(record, group, cause, clock.instant()));
    }
}
