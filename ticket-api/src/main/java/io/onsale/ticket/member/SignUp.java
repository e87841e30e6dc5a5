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

    /**
     * An account for a fan.
     *
     * @param memberId made up by us, the same for repeats
     */
    public Mono<Outcome> join(String memberId, Email email, Secret password, String name, Sharer sharer) {
        return join(new Member(memberId, email, name, Role.FAN), password, sharer);
    }

    /** An account of any role, for those who set the system up. */
    public Mono<Outcome> join(Email email, Secret password, String name, Role role) {
        return join(new Member(OpaqueId.next(), email, name, role), password, Sharer.OURSELVES);
    }

    private Mono<Outcome> join(Member member, Secret password, Sharer sharer) {
        return passwords
                .hash(password, sharer)
                .flatMap(hash -> members.add(member, hash))
                .flatMap(addition -> switch (addition) {
                    case ADDED -> Mono.just(new Outcome.Joined(member));
                    case EMAIL_TAKEN -> taken(member);
                });
    }

    /** By somebody else, or by an earlier run of this request that broke off. */
    private Mono<Outcome> taken(Member member) {
        return members.find(member.memberId())
                .<Outcome>map(Outcome.Joined::new)
                .defaultIfEmpty(new Outcome.EmailTaken());
    }
}
