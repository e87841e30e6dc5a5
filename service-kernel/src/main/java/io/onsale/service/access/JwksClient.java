package io.onsale.service.access;

import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.service.web.Unavailable;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/**
 * The public keys of another service, by HTTP, kept in memory. Fetched when a key id is met that we do not know, at most once
 * in {@link #REFRESH_MIN}, so that forged key ids cannot make us hammer the other service. Fails closed: without keys nothing is
 * accepted.
 */
public final class JwksClient {
    private static final Duration REFRESH_MIN = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(2); // a key set is a kilobyte from the next machine

    private record Fetch(Instant at, Mono<JWKSet> keys) {}

    private final WebClient http;
    private final URI uri;
    private final Clock clock;
    private final AtomicReference<JWKSet> known = new AtomicReference<>(new JWKSet());
    private final AtomicReference<Fetch> latest = new AtomicReference<>(new Fetch(Instant.EPOCH, Mono.empty()));

    public JwksClient(WebClient http, URI uri, Clock clock) {
        this.http = http;
        this.uri = uri;
        this.clock = clock;
    }

    /** What we have now; never waits. */
    public JWKSet known() {
        return known.get();
    }

    /** The keys after at most one fetch; callers at the same time share it. Errors with {@link Unavailable}. */
    public Mono<JWKSet> refreshed() {
        return Mono.defer(() -> latest.updateAndGet(this::fetchUnlessRecent).keys());
    }

    private Fetch fetchUnlessRecent(Fetch last) {
        Instant now = clock.instant();
        return now.isBefore(last.at().plus(REFRESH_MIN)) ? last : new Fetch(now, fetch().cache());
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
