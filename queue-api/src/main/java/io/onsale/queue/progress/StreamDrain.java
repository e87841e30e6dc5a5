package io.onsale.queue.progress;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Before the web server stops, begins the grace of all watchers and sends them away in good order. In the last phase to start, so the
 * first to stop; the web server's graceful shutdown, which would wait for streams that never end by themselves, comes after it.
 */
public final class StreamDrain implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDrain.class);

    /** The clients' return is spread over this; what a node's watchers cost when they all come at once is what this avoids. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    /** Fifty thousand take a fraction of a second; without Redis nobody waits for longer. */
    private static final Duration NOTED_WITHIN = Duration.ofSeconds(3);

    private final Progress progress;
    private volatile boolean running;

    public StreamDrain(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        progress.noteAllGone(SPREAD)
                .timeout(NOTED_WITHIN)
                .onErrorResume(e -> {
                    LOG.warn(
                            "Who does not come back keeps the place until its turn: not all could be reported as gone",
                            e);
                    return Mono.empty();
                })
                .subscribe(nothing -> {}, e -> LOG.error("The drain failed", e), () -> sendAway(stopped));
    }

    private void sendAway(Runnable stopped) {
        progress.sayFarewell(SPREAD, () -> {
            LOG.info("All streams were sent away");
            stopped.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
