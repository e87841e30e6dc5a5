package io.onsale.seat.tally.kafka;

import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.tally.AnnounceTallies;
import io.onsale.seat.tally.Announcements;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class TallyKafkaWiring {
    /** Counts are announced once per second at most. */
    private static final Duration TICK = Duration.ofSeconds(1);

    /** While Kafka is away each send takes its 20 s. */
    private static final Duration ROUND_MAX = Duration.ofMinutes(1);

    @Bean
    Announcements announcements(EventPublisher publisher, Clock clock) {
        return new KafkaAnnouncements(publisher, clock);
    }

    @Bean
    Loop tallyLoop(Performances performances, SeatFeed feed, Announcements announcements) {
        AnnounceTallies tallies = new AnnounceTallies(performances, feed, announcements);
        return new Loop("Announcing counts", Duration.ZERO, TICK, ROUND_MAX, Schedulers.parallel(), tallies::tick);
    }
}
