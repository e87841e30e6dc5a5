package io.onsale.seat.map.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Performances;
import io.onsale.service.limit.ClientAddresses;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class MapWebWiring {
    @Bean
    ShownMaps shownMaps(Performances performances, SeatMaps maps, Clock clock) {
        return new ShownMaps(performances, maps, clock);
    }

    @Bean
    RouterFunction<ServerResponse> seatStreams(
            ShownMaps maps, StreamSettings settings, ClientAddresses addresses, MeterRegistry meters) {
        return SeatStreamRoutes.to(new SeatStreamHandler(maps, new StreamQuota(settings, meters), addresses));
    }
}
