package io.onsale.ticket.outbox.r2dbc;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.service.loop.Loop;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.outbox.UnsentEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class OutboxWiring {
    private static final Duration KEEP_SENT = Duration.ofDays(2); // for examining an incident afterwards
    private static final int REMOVE_BATCH = 1_000; // rows in one short transaction
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

    @Bean
    WakeUpSignal outboxSignal() {
        return new WakeUpSignal();
    }

    @Bean
    R2dbcOutbox outboxTable(DatabaseClient database, WakeUpSignal outboxSignal, Clock clock) {
        return new R2dbcOutbox(database, outboxSignal, clock);
    }

    @Bean
    Loop outboxTidying(UnsentEvents events) {
        return Loop.batches(
                "Deleting sent events",
                TIDY_EVERY,
                Schedulers.parallel(),
                () -> events.removeSent(KEEP_SENT, REMOVE_BATCH));
    }

    @Bean
    Loop outboxCount(DatabaseClient database, MeterRegistry meters) {
        AtomicLong unsent = new AtomicLong();
        Gauge.builder("onsale.outbox.unsent", unsent, AtomicLong::get)
                .description("Events that are not in Kafka yet")
                .register(meters);
        return Loop.batches(
                "Counting unsent events",
                COUNT_EVERY,
                Schedulers.parallel(),
                () -> count(database).doOnNext(unsent::set).thenReturn(0));
    }

    private static Mono<Long> count(DatabaseClient database) {
        return database.sql("select count(*) from outbox where sent_at is null")
                .mapValue(Long.class)
                .one();
    }
}
