package io.onsale.service.health;

import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Import this to answer managers how the stores of a service are. Other edges contribute a {@link StoreProbe} for theirs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HealthSettings.class)
public class HealthEdge {
    @Bean
    NodeName nodeName(HealthSettings settings) {
        return settings.nodeName();
    }

    @Bean
    StoreProbe postgresProbe(ConnectionFactory connections) {
        DatabaseClient database = DatabaseClient.create(connections);
        return new StoreProbe() {
            @Override
            public String store() {
                return "postgres";
            }

            @Override
            public Mono<Void> ping() {
                return database.sql("select 1").then();
            }
        };
    }

    @Bean
    StoreHealthController storeHealthController(
            HealthSettings settings, NodeName node, ObjectProvider<StoreProbe> probes) {
        return new StoreHealthController(
                settings.service(), node, new StoreHealth(probes.orderedStream().toList(), System::nanoTime));
    }
}
