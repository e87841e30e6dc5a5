package io.onsale.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Staff tokens while the published keys change, with a real key set over HTTP. */
class AuthenticatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RSAKey OLD = rsaKey("staff-1");
    private static final RSAKey NEW = rsaKey("staff-2");

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String published = ring(OLD);
    private final DisposableServer ticketApi = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.get("/keys", (request, response) -> {
                fetches.incrementAndGet();
                return response.sendString(Mono.fromSupplier(() -> published));
            }))
            .bindNow();
    private final JwksClient keys =
            new JwksClient(WebClient.create(), URI.create("http://127.0.0.1:" + ticketApi.port() + "/keys"));
    private final FanTokens fans = new FanTokens(new byte[FanTokens.SECRET_BYTES_MIN]);
    private final Authenticator authenticator =
            new Authenticator(new AccessTokenVerifier(fans, Clock.systemUTC()), keys, Clock.systemUTC());

    @AfterEach
    void stop() {
        ticketApi.disposeNow();
    }

    @Test
    void a_cached_token_becomes_invalid_with_its_key() {
        String token = token(OLD);
        assertThat(accepts(token)).isTrue();
        assertThat(authenticator.check(token)).isInstanceOf(Accepted.class); // from the cache, without a fetch

        publish(NEW);

        assertThat(authenticator.check(token)).isNotInstanceOf(Accepted.class);
        assertThat(accepts(token)).isFalse();
        assertThat(accepts(token(NEW))).isTrue();
    }

    @Test
    void a_cached_token_is_invalid_under_another_key_of_the_same_id() {
        String token = token(OLD);
        assertThat(accepts(token)).isTrue();

        publish(rsaKey("staff-1"));

        assertThat(accepts(token)).isFalse();
    }

    @Test
    void while_both_keys_are_published_both_are_accepted_without_a_further_fetch() {
        published = ring(OLD, NEW);
        String before = token(OLD);
        String after = token(NEW);

        for (int i = 0; i < 10; i++) {
            assertThat(accepts(before)).isTrue();
            assertThat(accepts(after)).isTrue();
        }

        assertThat(fetches).hasValue(1);
    }

    private void publish(RSAKey... now) {
        published = ring(now);
        keys.refreshed().block(PATIENCE);
    }

    private boolean accepts(String token) {
        return Boolean.TRUE.equals(
                authenticator.authenticate(token).hasElement().block(PATIENCE));
    }

    private String token(RSAKey key) {
        return new AccessTokenSigner(fans, key)
                .sign(new Principal("boss", Role.MANAGER, Instant.now().plus(Duration.ofHours(1))));
    }

    private static String ring(RSAKey... published) {
        return new JWKSet(List.<JWK>of(published)).toPublicJWKSet().toString();
    }

    private static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
