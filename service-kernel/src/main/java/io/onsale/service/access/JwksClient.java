package io.onsale.service.access;

import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.service.loop.Loop;
import io.onsale.service.web.Unavailable;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The public keys of another service, fetched by HTTP and cached in memory. They are fetched when an unknown key id appears, and regularly
 * by {@link #refreshing}. Fails closed: without keys no token is accepted. If a fetch fails, the last set stays in use; tokens signed with
 * its keys expire on their own.
 */
public final class JwksClient {
    private static final Logger LOG = LoggerFactory.getLogger(JwksClient.class);

    /**
     * Between the starts of two fetches. Forged key ids thus cost the other service at most two requests per second, and their senders this
     * wait.
     */
    private static final Duration APART_MIN = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(2); // a key set is about 1 KB, from a nearby machine

    /** @param beginsAt as of {@code System.nanoTime} */
    private record Fetch(long beginsAt, Mono<JWKSet> keys) {}

    private final WebClient http;
    private final URI uri;
    private final AtomicReference<JWKSet> known = new AtomicReference<>(new JWKSet());
    private final AtomicReference<Fetch> latest =
            new AtomicReference<>(new Fetch(System.nanoTime() - APART_MIN.toNanos(), Mono.empty()));

    public JwksClient(WebClient http, URI uri) {
        this.http = http;
        this.uri = uri;
    }

    /** The cached key set; never waits. */
    public JWKSet known() {
        return known.get();
    }

    /**
     * The current keys, by a fetch that starts after this call: immediately, or after a short delay if the last fetch has only just
     * started. Callers that wait for the same start share one fetch. So a new key is never missed because of a fetch that a forged key id
     * triggered just before. Errors with {@link Unavailable}.
     */
    public Mono<JWKSet> refreshed() {
        return Mono.defer(() -> latest.updateAndGet(this::notYetBegun).keys());
    }

    /**
     * A loop that fetches the keys at start-up and then regularly. So a key that was published in advance is known before it signs, and a
     * removed key is dropped here even if no request triggers a fetch.
     *
     * @param pause how long a removed key stays valid here at most
     */
    public Loop refreshing(Duration pause, Scheduler timer) {
        return new Loop("Refreshing keys", pause, timer, this::refreshOrLog);
    }

    private Mono<Void> refreshOrLog() {
        return refreshed()
                .doOnError(e -> LOG.info("cannot fetch keys now: {}", e.toString())) // normal while services start
                .onErrorComplete() // retried in the next round, and by a request with an unknown key
                .then();
    }

    private Fetch notYetBegun(Fetch last) {
        long now = System.nanoTime(); // monotonic: the wall clock may be set back, which would delay fetches
        if (last.beginsAt() - now > 0) {
            return last;
        }
        long wait = Math.max(0, last.beginsAt() + APART_MIN.toNanos() - now);
        return new Fetch(
                now + wait, fetch().delaySubscription(Duration.ofNanos(wait)).cache());
    }

    private Mono<JWKSet> fetch() {
        return http.get()
                .uri(uri)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(TIMEOUT)
                .map(JwksClient::parse)
                .doOnNext(known::set)
                .onErrorMap(
                        e -> e instanceof WebClientException || e instanceof TimeoutException,
                        e -> new Unavailable("the key set", e));
    }

    private static JWKSet parse(String body) {
        try {
            return JWKSet.parse(body);
        } catch (ParseException e) {
            throw new Unavailable("the key set", e);
        }
    }
}
