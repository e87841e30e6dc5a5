package io.onsale.queue.stream.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.place.ShowPlace;
import io.onsale.queue.presence.AbsenceDetectors;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.stream.OpenStreams;
import io.onsale.queue.stream.StreamDrain;
import io.onsale.queue.stream.WatchPlace;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
class StreamWebWiring {
    @Bean
    OpenStreams openStreams(AbsenceDetectors absences, WatchSettings settings, MeterRegistry meters) {
        return new OpenStreams(absences, settings.streamsMax(), meters);
    }

    @Bean
    StreamDrain streamDrain(OpenStreams streams) {
        return new StreamDrain(streams);
    }

    @Bean
    RouterFunction<ServerResponse> streamRoutes(
            ShowPlace places, LineReplicas replicas, OpenStreams streams, FanLimit limit) {
        return StreamRoutes.of(new StreamHandler(new WatchPlace(places, replicas, streams), limit));
    }
}
