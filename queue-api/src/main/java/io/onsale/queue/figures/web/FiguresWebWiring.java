package io.onsale.queue.figures.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.figures.ErrorRate;
import io.onsale.queue.figures.NodeFigures;
import io.onsale.queue.figures.SaleRecords;
import io.onsale.queue.figures.StreamCounts;
import io.onsale.queue.sale.SaleOwners;
import io.onsale.queue.stream.OpenStreams;
import io.onsale.queue.stream.StreamDrain;
import io.onsale.service.health.NodeName;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class FiguresWebWiring {
    /** Two rounds, one of each node, pass until one node knows the other's count: a second in all. One script per sale and round. */
    private static final Duration SHARE_EVERY = Duration.ofMillis(500);

    /** The unit of {@link ErrorRate}. */
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(1);

    @Bean
    ErrorRate errorRate(MeterRegistry meters) {
        return new ErrorRate(() -> meters.find("http.server.requests").tag("outcome", "SERVER_ERROR").timers().stream()
                .mapToLong(Timer::count)
                .sum());
    }

    @Bean
    Loop errorRateLoop(ErrorRate errors) {
        return new Loop(
                "Counting errors", SAMPLE_EVERY, Schedulers.parallel(), () -> Mono.fromRunnable(errors::sample));
    }

    @Bean
    NodeFigures nodeFigures(NodeName node, StreamCounts counts, ErrorRate errors, Clock clock) {
        return new NodeFigures(node.value(), counts, errors::perSecond, clock);
    }

    @Bean
    SaleRecords saleRecords(MeterRegistry meters, OpenStreams streams, NodeFigures nodes) {
        return new SaleRecords(meters, streams, nodes);
    }

    @Bean
    Loop streamCountsLoop(SaleRecords records) {
        return Loop.forEach(
                "Sharing counts of streams",
                SHARE_EVERY,
                Schedulers.parallel(),
                records::shared,
                Function.<SaleId>identity(),
                records::share);
    }

    @Bean
    RouterFunction<ServerResponse> figuresRoutes(SaleRecords records, StreamDrain drain, SaleOwners owners) {
        return FiguresRoutes.of(new FiguresHandler(records, drain, owners));
    }
}
