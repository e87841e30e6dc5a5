package io.onsale.queue.audit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.audit.AuditTopic;
import io.onsale.queue.audit.JoinAudit;
import io.onsale.queue.audit.JoinList;
import io.onsale.queue.audit.LineAudit;
import io.onsale.queue.audit.SaleLocks;
import io.onsale.queue.audit.UnpublishedAudit;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.Sales;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class AuditKafkaWiring {
    /** Together with the copying of the log, this is how late the pass of a place that was given up is refused. */
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(250);

    /** No request waits for these, and fewer rounds make larger batches. */
    private static final Duration PUBLISH_JOINS_EVERY = Duration.ofMillis(500);

    /** Once per minute a round also covers sales that ended while Kafka was away. */
    private static final int ROUNDS_PER_LOOK_BACK = 240;

    private static final Duration LOOK_BACK = Duration.ofDays(7);

    @Bean
    AuditTopic auditTopic(EventPublisher publisher) {
        return new KafkaAuditTopic(publisher);
    }

    @Bean
    LineAudit lineAudit(UnpublishedAudit audit, SaleLocks locks, AuditTopic topic, MeterRegistry meters) {
        return new LineAudit(audit, locks, topic, meters);
    }

    @Bean
    Loop lineAuditLoop(SaleBook book, Sales sales, LineAudit audit, Clock clock) {
        AtomicLong round = new AtomicLong();
        return new Loop(
                "Publishing what happens in lines",
                PUBLISH_EVERY,
                Schedulers.parallel(),
                () -> round.incrementAndGet() % ROUNDS_PER_LOOK_BACK == 0
                        ? late(sales, clock).flatMap(audit::round)
                        : audit.round(ids(book.active())));
    }

    private static Mono<List<SaleId>> late(Sales sales, Clock clock) {
        return sales.live(clock.instant().minus(LOOK_BACK))
                .map(SalePolicy::sale)
                .collectList(); // at most some thousands
    }

    @Bean
    Loop joinAuditLoop(SaleBook book, JoinList joins, SaleLocks locks, AuditTopic topic, MeterRegistry meters) {
        JoinAudit audit = new JoinAudit(joins, locks, topic, meters);
        return new Loop(
                "Publishing which places were given",
                PUBLISH_JOINS_EVERY,
                Schedulers.parallel(),
                () -> audit.round(ids(book.active())));
    }

    private static List<SaleId> ids(List<SalePolicy> policies) {
        return policies.stream().map(SalePolicy::sale).toList();
    }
}
