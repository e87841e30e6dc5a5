package io.onsale.queue.stream;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Before the web server stops, starts the grace period of all watching fans and ends their streams in an orderly way. It is in the last
 * phase to start, so the first to stop; the web server's graceful shutdown, which would wait for streams that never end on their own, comes
 * after it.
 */
public final class StreamDrain implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDrain.class);

    /** The clients reconnect over this time, so that other nodes are not hit by all of them at once. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    /** Fifty thousand fans take a fraction of a second; without Redis nobody waits for longer. */
    private static final Duration REPORTED_WITHIN = Duration.ofSeconds(3);

    private final OpenStreams streams;
    private final Sinks.Empty<Void> begun = Sinks.empty();
    private volatile boolean running;

    public StreamDrain(OpenStreams streams) {
        this.streams = streams;
    }

    /** Completes when this node is about to stop: anything that would never end on its own ends then. */
    public Mono<Void> begun() {
        return begun.asMono();
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
        streams.reportAllGone(SPREAD)
                .timeout(REPORTED_WITHIN)
                .onErrorResume(e -> {
                    LOG.warn(
                            "Not all watching fans could be reported as absent; those who do not come back keep their place"
                                    + " until their turn",
                            e);
                    return Mono.empty();
                })
                .subscribe(nothing -> {}, e -> LOG.error("Ending the streams failed", e), () -> drain(stopped));
    }

    private void drain(Runnable stopped) {
        begun.tryEmitEmpty();
        streams.drain(SPREAD, () -> {
            LOG.info("All streams have ended");
            stopped.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
