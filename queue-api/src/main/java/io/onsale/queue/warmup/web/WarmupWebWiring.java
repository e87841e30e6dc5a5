package io.onsale.queue.warmup.web;

import io.onsale.kernel.access.FanTokens;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.queue.sale.PrivateLines;
import io.onsale.queue.warmup.OpeningRehearsal;
import io.onsale.service.warmup.Rehearsal;
import io.onsale.service.warmup.WarmUpEdge;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(WarmUpEdge.class)
class WarmupWebWiring {
    @Bean
    Rehearsal openingRehearsal(
            PrivateLines lines, LineReplicas replicas, ReplicaUpdates updates, FanTokens tokens, Clock clock) {
        return new OpeningRehearsal(lines, replicas, updates, tokens, clock);
    }
}
