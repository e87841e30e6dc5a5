package io.onsale.ticket.member;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import reactor.core.publisher.Mono;

/** Makes an account. */
public final class SignUp {
    /** What became of it. */
    public sealed interface Outcome {
        record Joined(Member member) implements Outcome {}

        record EmailTaken() implements Outcome {}
    }

    private final Members members;
    private final Passwords passwords;

    public SignUp(Members members, Passwords passwords) {
        this.members = members;
        this.passwords = passwords;
    }

    /** An account for a fan. */
    public Mono<Outcome> join(Email email, String password, String name) {
        return join(email, password, name, Role.FAN);
    }

    /** An account of any role, for those who set the system up. */
    public Mono<Outcome> join(Email email, String password, String name, Role role) {
        Member member = new Member(OpaqueId.next(), email, name, role);
        return passwords
                .hash(password)
                .flatMap(hash -> members.add(member, hash))
                .map(added -> added ? new Outcome.Joined(member) : new Outcome.EmailTaken());
    }
}
