package io.onsale.seat.history.redis;

import io.onsale.seat.history.FollowSeats;
import io.onsale.seat.history.HistoryCursors;
import io.onsale.seat.history.SeatMoves;
import io.onsale.seat.history.SeatNews;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class HistoryRedisWiring {
    /** The stream keeps some 10,000 versions: a fast sale makes them in two seconds. */
    private static final Duration TICK = Duration.ofMillis(250);

    /** While Kafka is away each send takes its 20 s. */
    private static final Duration ROUND_MAX = Duration.ofMinutes(1);

    @Bean
    SeatMoves seatMoves(Scripts scripts, SeatSlots slots, Clock clock) {
        return new RedisSeatMoves(scripts.commands(), slots, clock);
    }

    @Bean
    FollowSeats followSeats(
            Performances performances,
            SeatFeed feed,
            SeatMoves moves,
            HistoryCursors cursors,
            SeatNews news,
            Clock clock) {
        return new FollowSeats(performances, feed, moves, cursors, news, clock);
    }

    @Bean
    Loop historyLoop(FollowSeats follow) {
        return new Loop("Following what happens to seats", TICK, TICK, ROUND_MAX, Schedulers.parallel(), follow::tick);
    }
}
