package io.onsale.ticket.staff;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.ticket.staff.Staff.Reach;
import reactor.core.publisher.Mono;

/** Ends accounts of staff: a seller its gates, a manager all but its own. */
public final class EndStaff {
    /** The result. */
    public enum Outcome {
        /** Now or before. */
        ENDED,
        NOT_FOUND,
        /** So that one manager always remains. */
        OWN_ACCOUNT
    }

    private final Staff staff;
    private final LockedMembers locked;

    public EndStaff(Staff staff, LockedMembers locked) {
        this.staff = staff;
        this.locked = locked;
    }

    public Mono<Outcome> end(Principal by, String memberId) {
        if (memberId.equals(by.id())) {
            return Mono.just(Outcome.OWN_ACCOUNT);
        }
        Reach reach = reach(by);
        return staff.end(reach, memberId, by.id())
                .doOnNext(ended -> {
                    if (ended) {
                        locked.add(memberId);
                    }
                })
                .flatMap(ended -> ended ? Mono.just(Outcome.ENDED) : before(reach, memberId));
    }

    private Mono<Outcome> before(Reach reach, String memberId) {
        return staff.find(reach, memberId).map(account -> Outcome.ENDED).defaultIfEmpty(Outcome.NOT_FOUND);
    }

    /** What {@code caller} sees and ends. */
    public static Reach reach(Principal caller) {
        return caller.role() == Role.MANAGER ? new Reach.All() : new Reach.GatesOf(caller.id());
    }
}
