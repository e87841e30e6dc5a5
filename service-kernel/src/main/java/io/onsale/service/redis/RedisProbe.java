package io.onsale.service.redis;

import io.onsale.service.health.StoreProbe;
import reactor.core.publisher.Mono;

/** Pings Redis on the connection that the scripts use. */
final class RedisProbe implements StoreProbe {
    private final Scripts scripts;

    RedisProbe(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public String store() {
        return "redis";
    }

    @Override
    public Mono<Void> ping() {
        return scripts.commands().ping().then();
    }
}
