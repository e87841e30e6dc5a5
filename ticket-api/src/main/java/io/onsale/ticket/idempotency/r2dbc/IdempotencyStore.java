package io.onsale.ticket.idempotency.r2dbc;

import io.onsale.ticket.idempotency.IdempotencyKeys;
import io.onsale.ticket.loop.Bell;
import io.onsale.ticket.loop.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class IdempotencyStore {
    private static final int FORGET_BATCH = 1_000; // rows in one short transaction
    private static final Duration FORGET_EVERY = Duration.ofMinutes(5);

    @Bean
    IdempotencyKeys idempotencyKeys(DatabaseClient database) {
        return new IdempotencyTable(database);
    }

    @Bean
    Loop idempotencyTidying(IdempotencyKeys keys) {
        return new Loop("key tidying", FORGET_EVERY, new Bell(), () -> keys.forgetExpired(FORGET_BATCH));
    }
}
