package io.onsale.service.access;

import io.onsale.service.loop.Loop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Fetches a key set at the start and then regularly: a key that was published ahead is known before it signs, and one that was dropped
 * opens nothing any more, whether or not anybody asked meanwhile.
 */
public final class JwksRefresh implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JwksRefresh.class);

    private final JwksClient keys;
    private final Loop loop;

    /** @param pause for so long at most a dropped key goes on */
    public JwksRefresh(JwksClient keys, Duration pause, Scheduler timer) {
        this.keys = keys;
        this.loop = new Loop("Refreshing keys", Duration.ZERO, pause, Loop.ROUND_MAX, timer, tick -> refreshOrLog());
    }

    @Override
    public void start() {
        loop.start();
    }

    private Mono<Void> refreshOrLog() {
        return keys.refreshed()
                .doOnError(e -> LOG.info("cannot fetch keys now: {}", e.toString()))
                .onErrorComplete() // the next tick tries again, and so does whoever meets a key that is not known
                .then();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
