package io.onsale.queue.admission.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.admission.AdmissionLog;
import io.onsale.queue.admission.Admissions;
import io.onsale.queue.admission.AdmitOutcome;
import io.onsale.queue.admission.AdmitOutcome.Called;
import io.onsale.queue.admission.AdmitOutcome.NoLine;
import io.onsale.queue.admission.AdmitOutcome.Paused;
import io.onsale.queue.admission.AdmitOutcome.Rebuilding;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.admission.LineClearing;
import io.onsale.queue.admission.LineLog;
import io.onsale.queue.admission.LogCopying;
import io.onsale.queue.sale.FinishedSales;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.Step;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class AdmissionRedisWiring {
    /** Upper bound for how long a free slot stays free; the rate's budget bridges two and a half ticks. */
    private static final Duration TICK = Duration.ofMillis(100);

    /** How much of the log is lost if Redis is lost. */
    private static final Duration COPY_EVERY = Duration.ofMillis(250);

    /** No request waits for a finished line to be removed. */
    private static final Duration CLEAR_EVERY = Duration.ofMinutes(1);

    @Bean
    Gate gate(Scripts scripts, SaleBook book) {
        return new RedisGate(scripts, book);
    }

    @Bean
    Step step(Gate gate) {
        return (sale, count) -> gate.admit(sale, count).flatMap(AdmissionRedisWiring::called);
    }

    private static Mono<Long> called(AdmitOutcome outcome) {
        return switch (outcome) {
            case Called done -> Mono.just(done.called());
            case Paused paused -> Mono.just(0L);
            case NoLine none -> Mono.error(new Unavailable("the line"));
            case Rebuilding rebuilding -> Mono.error(new Unavailable("the line"));
        };
    }

    @Bean
    LineLog lineLog(Scripts scripts) {
        return new RedisLineLog(scripts);
    }

    @Bean
    Admissions admissions(Gate gate, LineControl control, Insiders insiders, MeterRegistry meters) {
        return new Admissions(gate, control, insiders, meters);
    }

    @Bean
    Loop admissionLoop(SaleBook book, Admissions admissions) {
        return Loop.forEach("Admission", TICK, Schedulers.parallel(), book::active, SalePolicy::sale, admissions::tick);
    }

    @Bean
    LineClearing lineClearing(FinishedSales sales, LineLog line, AdmissionLog log, Clock clock) {
        return new LineClearing(sales, line, log, clock);
    }

    @Bean
    Loop lineClearingLoop(LineClearing clearing) {
        return new Loop("Removing finished lines", CLEAR_EVERY, Schedulers.parallel(), clearing::round);
    }

    @Bean
    Loop admissionLogLoop(SaleBook book, LineLog line, AdmissionLog log) {
        LogCopying copying = new LogCopying(line, log);
        return new Loop(
                "Copying the admission log", COPY_EVERY, Schedulers.parallel(), () -> copying.round(book.active()));
    }
}
