package io.onsale.queue.place.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.JoinGuard;
import io.onsale.queue.line.JoinLine;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.place.ShowPlace;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.service.limit.ClientAddresses;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlaceSettings.class)
class PlaceWebWiring {
    @Bean
    ShowPlace showPlace(WaitingLine line, LineReplicas replicas, ReplicaUpdates updates, PlaceSettings settings) {
        return new ShowPlace(line, replicas, updates, settings.pollLimit());
    }

    @Bean
    RouterFunction<ServerResponse> placeRoutes(
            JoinLine joinLine,
            ShowPlace showPlace,
            WaitingLine line,
            JoinGuard joins,
            FanLimit fans,
            ClientAddresses addresses,
            MeterRegistry meters) {
        RequestGuard guard = new RequestGuard(joins, fans, addresses);
        return PlaceRoutes.of(new PlaceHandler(joinLine, showPlace, line, guard, new JoinCounts(meters)));
    }
}
