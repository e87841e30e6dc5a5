package io.onsale.ticket.member.r2dbc;

import io.onsale.service.loop.Loop;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.RefreshTokens;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class MemberWiring {
    private static final int FORGET_BATCH = 1_000; // rows in one short transaction
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    @Bean
    Members members(DatabaseClient database, Clock clock) {
        return new R2dbcMembers(database, clock);
    }

    @Bean
    RefreshTokens refreshTokens(DatabaseClient database, Atomic atomic) {
        return new R2dbcRefreshTokens(database, atomic);
    }

    @Bean
    Loop refreshTokenTidying(RefreshTokens tokens) {
        return Loop.batches(
                "Deleting expired refresh tokens",
                FORGET_EVERY,
                Schedulers.parallel(),
                () -> tokens.forgetExpired(FORGET_BATCH));
    }
}
