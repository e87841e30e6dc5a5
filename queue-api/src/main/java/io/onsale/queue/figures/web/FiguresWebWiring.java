package io.onsale.queue.figures.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.figures.SaleRecords;
import io.onsale.queue.stream.OpenStreams;
import io.onsale.queue.stream.StreamDrain;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class FiguresWebWiring {
    @Bean
    SaleRecords saleRecords(MeterRegistry meters, OpenStreams streams) {
        return new SaleRecords(meters, streams);
    }

    @Bean
    RouterFunction<ServerResponse> figuresRoutes(SaleRecords records, StreamDrain drain) {
        return FiguresRoutes.of(new FiguresHandler(records, drain));
    }
}
