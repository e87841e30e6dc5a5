package io.onsale.ticket.session;

import io.onsale.service.limit.Wait;
import io.onsale.ticket.member.CheckPassword;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.Members.StoredCredentials;
import io.onsale.ticket.member.SignInLimits;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Exchanges a proof for an access token: an address and a password, a refresh token, or a code shown by another device. */
public final class SignIn {
    /** The result. */
    public sealed interface Outcome {
        record Accepted(SignedIn in) implements Outcome {}

        /** The proof is good for no account; what is wrong with it is not told. */
        record Refused() implements Outcome {}

        /** The password is right, and the account is suspended. */
        record Suspended() implements Outcome {}

        /** Too many failures for this account or from this network. Nothing was checked. */
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final CheckPassword checkPassword;
    private final Members members;
    private final Sessions sessions;
    private final Handovers handovers;
    private final SignInLimits limits;
    private final AccessTokens tokens;

    public SignIn(
            CheckPassword checkPassword,
            Members members,
            Sessions sessions,
            Handovers handovers,
            SignInLimits limits,
            AccessTokens tokens) {
        this.checkPassword = checkPassword;
        this.members = members;
        this.sessions = sessions;
        this.handovers = handovers;
        this.limits = limits;
        this.tokens = tokens;
    }

    /** Signs in by password. Takes as long for an unknown address as for a wrong password. */
    public Mono<Outcome> withPassword(String email, String password, SigningDevice device) {
        return checkPassword.of(email, password, device.address()).flatMap(check -> switch (check) {
            case CheckPassword.Outcome.Right right -> begin(right.account(), device);
            case CheckPassword.Outcome.Wrong wrong -> Mono.just(new Outcome.Refused());
            case CheckPassword.Outcome.TooMany many -> Mono.just(new Outcome.TooMany(many.retryAfter()));
        });
    }

    private Mono<Outcome> begin(StoredCredentials account, SigningDevice device) {
        return account.isSuspended()
                ? Mono.just(new Outcome.Suspended())
                : accepted(sessions.begin(account.member(), device.name(), account.passwordHash()), device);
    }

    /** Continues a session by its refresh token, which is replaced by the next one. */
    public Mono<Outcome> withRefreshToken(String refreshToken, SigningDevice device) {
        return withinLimit(device, () -> accepted(sessions.exchange(refreshToken), device));
    }

    /** Signs in by a code that {@link Handovers} issued to another device of the member. */
    public Mono<Outcome> withHandover(String code, SigningDevice device) {
        return withinLimit(
                device,
                () -> accepted(
                        handovers
                                .redeem(code)
                                .flatMap(members::find)
                                .flatMap(member -> sessions.begin(member, device.name(), null)),
                        device));
    }

    private Mono<Outcome> accepted(Mono<Sessions.Continued> session, SigningDevice device) {
        return session.<Outcome>map(going -> new Outcome.Accepted(tokens.forSession(going, device)))
                .defaultIfEmpty(new Outcome.Refused());
    }

    /** Counts what is refused: guesses at tokens and codes. */
    private Mono<Outcome> withinLimit(SigningDevice device, Supplier<Mono<Outcome>> proof) {
        return Mono.defer(() -> {
            long wait = limits.beginRefresh(device.address());
            return wait > 0
                    ? Mono.just(new Outcome.TooMany(Wait.seconds(wait)))
                    : proof.get()
                            .doOnNext(outcome -> {
                                if (outcome instanceof Outcome.Accepted) {
                                    limits.giveBackRefresh(device.address());
                                }
                            })
                            .doOnError(broken -> limits.giveBackRefresh(device.address()));
        });
    }
}
