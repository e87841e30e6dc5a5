package io.onsale.ticket.idempotency.r2dbc;

import io.onsale.service.loop.Loop;
import io.onsale.ticket.idempotency.IdempotencyKeys;
import io.onsale.ticket.idempotency.OncePerKey;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class IdempotencyWiring {
    private static final int FORGET_BATCH = 1_000; // rows in one short transaction
    private static final Duration FORGET_EVERY = Duration.ofMinutes(5);

    @Bean
    IdempotencyKeys idempotencyKeys(DatabaseClient database) {
        return new R2dbcIdempotencyKeys(database);
    }

    @Bean
    OncePerKey oncePerKey(IdempotencyKeys keys, JsonMapper json) {
        return new OncePerKey(keys, json);
    }

    @Bean
    Loop idempotencyTidying(IdempotencyKeys keys) {
        return Loop.batches(
                "Deleting expired idempotency keys",
                FORGET_EVERY,
                Schedulers.parallel(),
                () -> keys.forgetExpired(FORGET_BATCH));
    }
}
