package io.onsale.service.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Fetches a key set at the start and then regularly: a key that was published ahead is known before it signs, and one that was dropped
 * opens nothing any more, whether or not anybody asked meanwhile.
 */
public final class JwksRefresh implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JwksRefresh.class);

    private final JwksClient keys;
    private final Duration pause;
    private final Scheduler timer;
    private volatile @Nullable Disposable running;

    /** @param pause for so long at most a dropped key goes on */
    public JwksRefresh(JwksClient keys, Duration pause, Scheduler timer) {
        this.keys = keys;
        this.pause = pause;
        this.timer = timer;
    }

    @Override
    public void start() {
        running = Flux.interval(Duration.ZERO, pause, timer)
                .onBackpressureDrop()
                .concatMap(tick -> refreshOrLog(), 1)
                .subscribe();
    }

    private Mono<Void> refreshOrLog() {
        return keys.refreshed()
                .doOnError(e -> LOG.info("cannot fetch keys now: {}", e.toString()))
                .onErrorComplete() // the next tick tries again, and so does whoever meets a key that is not known
                .then();
    }

    @Override
    public void stop() {
        Disposable loop = running;
        if (loop != null) {
            loop.dispose();
        }
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
