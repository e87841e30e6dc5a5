package io.onsale.queue.audit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.audit.AuditTopic;
import io.onsale.queue.audit.JoinAudit;
import io.onsale.queue.audit.JoinList;
import io.onsale.queue.audit.LineAudit;
import io.onsale.queue.audit.Turns;
import io.onsale.queue.audit.Untold;
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
    /** With the copying of the log before it: how late a pass that was given up is refused. */
    private static final Duration TELL_EVERY = Duration.ofMillis(250);

    /** Nobody waits for them, and fewer rounds make larger batches. */
    private static final Duration TELL_JOINS_EVERY = Duration.ofMillis(500);

    /** Once a minute also sales that ended while Kafka was away. */
    private static final int ROUNDS_A_LOOK_BACK = 240;

    private static final Duration LOOK_BACK = Duration.ofDays(7);

    @Bean
    AuditTopic auditTopic(EventPublisher publisher) {
        return new KafkaAuditTopic(publisher);
    }

    @Bean
    LineAudit lineAudit(Untold untold, Turns turns, AuditTopic topic, MeterRegistry meters) {
        return new LineAudit(untold, turns, topic, meters);
    }

    @Bean
    Loop lineAuditLoop(SaleBook book, Sales sales, LineAudit audit, Clock clock) {
        AtomicLong round = new AtomicLong();
        return new Loop(
                "Telling what happens in lines",
                TELL_EVERY,
                Schedulers.parallel(),
                () -> round.incrementAndGet() % ROUNDS_A_LOOK_BACK == 0
                        ? late(sales, clock).flatMap(audit::round)
                        : audit.round(ids(book.active())));
    }

    private static Mono<List<SaleId>> late(Sales sales, Clock clock) {
        return sales.live(clock.instant().minus(LOOK_BACK))
                .map(SalePolicy::sale)
                .collectList(); // some thousands at most
    }

    @Bean
    Loop joinAuditLoop(SaleBook book, JoinList joins, Turns turns, AuditTopic topic, MeterRegistry meters) {
        JoinAudit audit = new JoinAudit(joins, turns, topic, meters);
        return new Loop(
                "Telling which places were given",
                TELL_JOINS_EVERY,
                Schedulers.parallel(),
                () -> audit.round(ids(book.active())));
    }

    private static List<SaleId> ids(List<SalePolicy> policies) {
        return policies.stream().map(SalePolicy::sale).toList();
    }
}
