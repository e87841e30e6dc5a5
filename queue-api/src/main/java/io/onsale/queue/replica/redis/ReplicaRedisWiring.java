package io.onsale.queue.replica.redis;

import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.replica.LineReader;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.queue.replica.SeatsLeft;
import io.onsale.queue.replica.Ticks;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class ReplicaRedisWiring {
    @Bean
    LineReader lineReader(Scripts scripts) {
        return new RedisLineReader(scripts);
    }

    @Bean
    LineReplicas lineReplicas(
            Receipts receipts, ObjectProvider<SeatsLeft> seats, List<LineReplicas.Follower> followers) {
        return new LineReplicas(receipts, seats.getIfAvailable(() -> sale -> Map.of()), followers);
    }

    @Bean
    PlaceListener placeListener(LineReplicas replicas) {
        return replicas.listener();
    }

    @Bean
    ReplicaUpdates replicaUpdates(WaitingLine line, LineReader reader, DrawnNumbers draws, LineReplicas replicas) {
        return new ReplicaUpdates(line, reader, draws, replicas, Schedulers.parallel());
    }

    @Bean
    Loop replicaLoop(SaleBook book, LineReplicas replicas, ReplicaUpdates updates) {
        return Loop.forEach(
                "Reading the lines",
                Ticks.TICK,
                Schedulers.parallel(),
                () -> {
                    List<SalePolicy> active = book.active();
                    replicas.keepOnly(active);
                    return active;
                },
                SalePolicy::sale,
                policy -> updates.tick(policy.sale()));
    }
}
