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
 * The public keys of another service, by HTTP, cached in memory. Fetched when an unknown key id is met, and regularly by {@link
 * #refreshing}. Fails closed: without keys nothing is accepted. If a fetch fails the last set stays in use: what it has signed expires on
 * its own.
 */
public final class JwksClient {
    private static final Logger LOG = LoggerFactory.getLogger(JwksClient.class);

    /** Between the beginnings of two fetches. Forged key ids cost the other service two requests a second, and their senders this wait. */
    private static final Duration APART_MIN = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(2); // a key set is a kilobyte from the next machine

    /** @param beginsAt by {@code System.nanoTime} */
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

    /** What we have now; never waits. */
    public JWKSet known() {
        return known.get();
    }

    /**
     * The keys as they are from now on: by a fetch that begins after this call, at once or, if the last one has just begun, a moment later.
     * Whoever waits for the same moment shares one fetch. So a new key is never missed because somebody asked for a forged one just before.
     * Errors with {@link Unavailable}.
     */
    public Mono<JWKSet> refreshed() {
        return Mono.defer(() -> latest.updateAndGet(this::notYetBegun).keys());
    }

    /**
     * A loop that fetches the keys at its start and then regularly: a key that was published ahead is known before it signs, and one that
     * was dropped is forgotten even if no request asks for it.
     *
     * @param pause how long a dropped key stays valid here at most
     */
    public Loop refreshing(Duration pause, Scheduler timer) {
        return new Loop("Refreshing keys", pause, timer, this::refreshOrLog);
    }

    private Mono<Void> refreshOrLog() {
        return refreshed()
                .doOnError(e -> LOG.info("cannot fetch keys now: {}", e.toString())) // usual while services start
                .onErrorComplete() // the next round tries again, and so does a request with an unknown key
                .then();
    }

    private Fetch notYetBegun(Fetch last) {
        long now = System.nanoTime(); // the wall clock may be set back, and fetches would wait for it
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
