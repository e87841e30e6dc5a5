package io.onsale.ticket.member.web;

import io.onsale.kernel.hash.HmacSha256;
import io.onsale.ticket.member.Passwords;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.member.Sharer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import reactor.core.publisher.Mono;

/**
 * bcrypt on a few threads of its own, which sharers use in turns. bcrypt reads 72 bytes at most, so it gets an HMAC of the password
 * instead: every character counts, and plain hashes stolen elsewhere cannot be tried against ours.
 */
final class BcryptPasswords implements Passwords, AutoCloseable {
    private static final int COST = 10; // 2^10 rounds: about 60 ms of one core
    private static final int THREADS =
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2); // leaves cores for sales
    private static final int OWN_MAX = 60 * THREADS; // waiting per sharer; the last one waits about 4 s
    private static final int ALL_MAX = 1_000; // waiting in all; about 1 kB each
    private static final HmacSha256 DIGEST =
            new HmacSha256("onsale member password v1".getBytes(StandardCharsets.US_ASCII)); // the key is not secret

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(COST);
    private final String nobody = bcrypt.encode(digest("nobody's password"));
    private final SharedWork work = new SharedWork(THREADS, OWN_MAX, ALL_MAX, "passwords");

    @Override
    public Mono<String> hash(Secret password, Sharer sharer) {
        return work.run(sharer, () -> bcrypt.encode(digest(password.value())));
    }

    @Override
    public Mono<Boolean> matches(Secret password, String hash, Sharer sharer) {
        return work.run(sharer, () -> bcrypt.matches(digest(password.value()), hash));
    }

    @Override
    public Mono<Boolean> matchesNobody(Secret password, Sharer sharer) {
        return matches(password, nobody, sharer).thenReturn(false);
    }

    @Override
    public void close() {
        work.close();
    }

    private static String digest(String password) {
        return Base64.getEncoder().encodeToString(DIGEST.of(password));
    }
}
