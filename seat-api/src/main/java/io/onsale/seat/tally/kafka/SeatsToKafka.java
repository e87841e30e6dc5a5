package io.onsale.seat.tally.kafka;

import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.tally.Announcements;
import io.onsale.seat.tally.TallyLoop;
import io.onsale.service.kafka.EventPublisher;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SeatsToKafka {
    @Bean
    Announcements announcements(EventPublisher publisher, Clock clock) {
        return new KafkaAnnouncements(publisher, clock);
    }

    @Bean
    TallyLoop tallyLoop(Performances performances, SeatFeed feed, Announcements announcements) {
        return new TallyLoop(performances, feed, announcements);
    }
}
