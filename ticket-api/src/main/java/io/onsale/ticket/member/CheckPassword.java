package io.onsale.ticket.member;

import io.onsale.service.limit.Wait;
import io.onsale.ticket.member.Members.StoredCredentials;
import io.onsale.ticket.member.SignInLimits.SignInAttempt;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Checks an address and a password, within the limits on wrong guesses. */
public final class CheckPassword {
    /** The result. */
    public sealed interface Outcome {
        /** @param sharer whose turn the next hashing is */
        record Right(StoredCredentials account, Sharer sharer) implements Outcome {}

        /** Address and password do not belong to an account; which of them is wrong is not told. */
        record Wrong() implements Outcome {}

        /** Too many failures for this account or from this network. Nothing was checked. */
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final Members members;
    private final Passwords passwords;
    private final SignInLimits limits;

    public CheckPassword(Members members, Passwords passwords, SignInLimits limits) {
        this.members = members;
        this.passwords = passwords;
        this.limits = limits;
    }

    /**
     * Takes as long for an unknown address as for a wrong password.
     *
     * @param client the address of the client; null if unknown
     */
    public Mono<Outcome> of(String email, String password, @Nullable InetAddress client) {
        return Mono.defer(() -> {
            Optional<Email> address = Email.parse(email);
            SignInAttempt attempt = limits.attempt(address.map(Email::value).orElse(email), client);
            long wait = limits.begin(attempt);
            return wait > 0
                    ? Mono.just(new Outcome.TooMany(Wait.seconds(wait)))
                    : find(address)
                            .doOnError(away -> limits.brokenOff(attempt))
                            .flatMap(found ->
                                    checkCounted(attempt.found(found.isPresent()), found, Secret.of(password)));
        });
    }

    private Mono<Optional<StoredCredentials>> find(Optional<Email> address) {
        return Mono.justOrEmpty(address).flatMap(members::findByEmail).singleOptional();
    }

    private Mono<Outcome> checkCounted(SignInAttempt attempt, Optional<StoredCredentials> found, Secret password) {
        long wait = limits.beginHash(attempt);
        if (wait > 0) {
            return Mono.just(new Outcome.TooMany(Wait.seconds(wait)));
        }
        return found.map(account -> check(account, password, attempt.sharer()))
                .orElseGet(() ->
                        passwords.matchesNobody(password, attempt.sharer()).thenReturn(new Outcome.Wrong()))
                .doOnNext(outcome -> {
                    if (outcome instanceof Outcome.Right) {
                        limits.succeeded(attempt);
                    }
                })
                .doOnError(
                        broken -> limits.hashBrokenOff(attempt)); // not given back on cancellation: the guess was made
    }

    private Mono<Outcome> check(StoredCredentials known, Secret password, Sharer sharer) {
        return passwords
                .matches(password, known.passwordHash(), sharer)
                .map(matches -> matches ? new Outcome.Right(known, sharer) : new Outcome.Wrong());
    }
}
