package io.onsale.ticket.member.web;

import io.onsale.service.web.Unavailable;
import io.onsale.ticket.member.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * bcrypt on its own few threads. bcrypt reads 72 bytes at most, so it gets an HMAC of the password instead: every character
 * counts, and a list of plain hashes stolen elsewhere cannot be tried against ours.
 */
final class BcryptPasswords implements Passwords, AutoCloseable {
    private static final int COST = 10; // 2^10 rounds: about 60 ms of one core
    private static final int THREADS =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2); // leaves cores to sales
    private static final int WAITING_MAX = 100; // for each thread; the last one waits about 6 s, then 503
    private static final byte[] DOMAIN = "onsale member password v1".getBytes(StandardCharsets.US_ASCII); // no secret

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(COST);
    private final String nobody = bcrypt.encode(digest("nobody's password"));
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING_MAX, "passwords");

    @Override
    public Mono<String> hash(String password) {
        return slowly(() -> bcrypt.encode(digest(password)));
    }

    @Override
    public Mono<Boolean> matches(String password, String hash) {
        return slowly(() -> bcrypt.matches(digest(password), hash));
    }

    @Override
    public Mono<Boolean> matchesNobody(String password) {
        return matches(password, nobody).thenReturn(false);
    }

    @Override
    public void close() {
        scheduler.dispose();
    }

    private <T> Mono<T> slowly(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, e -> new Unavailable("Sign-in", e));
    }

    private static String digest(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(DOMAIN, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
