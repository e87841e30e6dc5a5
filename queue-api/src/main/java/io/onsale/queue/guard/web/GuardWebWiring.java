package io.onsale.queue.guard.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.guard.Challenges;
import io.onsale.queue.guard.Difficulty;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.JoinGuard;
import io.onsale.queue.guard.JoinLimits;
import io.onsale.queue.guard.PlaceHolders;
import io.onsale.queue.guard.SpentProofs;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GuardSettings.class, ChallengeSecret.class})
class GuardWebWiring {
    @Bean
    FanLimit fanLimit(GuardSettings settings, MeterRegistry meters) {
        return new FanLimit(settings.actions(), System::nanoTime, meters);
    }

    @Bean
    Difficulty difficulty(SaleBook book) {
        return sale -> {
            SalePolicy policy = book.policy(sale);
            return policy == null || !book.isOpenTo(sale, null)
                    ? Difficulty.UNKNOWN
                    : policy.limits().challengeBits();
        };
    }

    @Bean
    JoinGuard joinGuard(
            GuardSettings settings,
            ChallengeSecret secret,
            Difficulty difficulty,
            SpentProofs spent,
            WaitingLine line,
            SaleBook book,
            Clock clock,
            MeterRegistry meters) {
        JoinLimits limits =
                new JoinLimits(settings.perFan(), settings.perAddress(), settings.exempt(), System::nanoTime);
        Challenges challenges = new Challenges(secret.derived(), settings.proofThreshold(), clock, System::nanoTime);
        return new JoinGuard(limits, challenges, difficulty, spent, PlaceHolders.in(line, book, clock), meters);
    }
}
