package io.onsale.queue.guard.redis;

import io.lettuce.core.SetArgs;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.guard.SpentProofs;
import io.onsale.service.outage.Outages;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** One expiring key per challenge, {@code q:{sale}:proof:<id>}, set by one {@code SET NX EX}. */
final class RedisSpentProofs implements SpentProofs {
    private final Scripts scripts;

    RedisSpentProofs(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<SpendOutcome> spend(SaleId sale, String challengeId, Duration keep) {
        String key = "q:{" + sale.value() + "}:proof:" + challengeId;
        return scripts.commands()
                .set(key, "1", SetArgs.Builder.nx().ex(keep))
                .map(ok -> SpendOutcome.SPENT)
                .defaultIfEmpty(SpendOutcome.REPLAYED) // empty if the key exists
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e));
    }
}
