package io.onsale.ticket.session;

import io.onsale.ticket.member.CheckPassword;
import io.onsale.ticket.member.CheckPassword.Outcome.Right;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.Passwords;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Replaces a member's password. All sessions end, because one of them may be a thief's, and a new one begins for the caller. */
public final class ChangePassword {
    /** The result. */
    public sealed interface Outcome {
        record Changed(SignedIn in) implements Outcome {}

        /** It is not the current password, or not any more. */
        record WrongPassword() implements Outcome {}

        record NoSuchMember() implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final Members members;
    private final CheckPassword checkPassword;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Atomic atomic;
    private final AccessTokens tokens;

    public ChangePassword(
            Members members,
            CheckPassword checkPassword,
            Passwords passwords,
            Sessions sessions,
            Atomic atomic,
            AccessTokens tokens) {
        this.members = members;
        this.checkPassword = checkPassword;
        this.passwords = passwords;
        this.sessions = sessions;
        this.atomic = atomic;
        this.tokens = tokens;
    }

    /** Wrong guesses at {@code current} count like wrong sign-ins. */
    public Mono<Outcome> change(String memberId, String current, Secret next, SigningDevice device) {
        return members.find(memberId)
                .flatMap(member -> change(member, current, next, device))
                .defaultIfEmpty(new Outcome.NoSuchMember());
    }

    private Mono<Outcome> change(Member member, String current, Secret next, SigningDevice device) {
        return checkPassword
                .of(member.email().value(), current, device.address())
                .flatMap(check -> switch (check) {
                    case Right right ->
                        passwords
                                .hash(next, right.sharer())
                                .flatMap(hash -> replace(member, right.account().passwordHash(), hash, device));
                    case CheckPassword.Outcome.Wrong wrong -> Mono.just(new Outcome.WrongPassword());
                    case CheckPassword.Outcome.TooMany many -> Mono.just(new Outcome.TooMany(many.retryAfter()));
                });
    }

    private Mono<Outcome> replace(Member member, String oldHash, String newHash, SigningDevice device) {
        return members.replacePassword(member.memberId(), oldHash, newHash)
                .filter(replaced -> replaced)
                .flatMap(replaced ->
                        sessions.endAll(member.memberId(), null).then(sessions.begin(member, device.name(), newHash)))
                .<Outcome>map(session -> new Outcome.Changed(tokens.forSession(session, device)))
                .defaultIfEmpty(new Outcome.WrongPassword())
                .as(atomic::atomically);
    }
}
