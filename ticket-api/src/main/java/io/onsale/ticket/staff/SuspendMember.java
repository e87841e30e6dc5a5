package io.onsale.ticket.staff;

import io.onsale.kernel.access.Principal;
import io.onsale.ticket.staff.MemberRecords.MemberRecord;
import reactor.core.publisher.Mono;

/** Suspends accounts and lifts suspensions. Both may be repeated; only the first time counts, and is in the audit. */
public final class SuspendMember {
    /** The result. */
    public sealed interface Outcome {
        /** @param account as it is now */
        record Done(MemberRecord account) implements Outcome {}

        record NoSuchAccount() implements Outcome {}

        record OwnAccount() implements Outcome {}

        /** It has ended; there is nothing to suspend. */
        record AccountEnded() implements Outcome {}
    }

    private final MemberRecords records;
    private final LockedMembers locked;

    public SuspendMember(MemberRecords records, LockedMembers locked) {
        this.records = records;
        this.locked = locked;
    }

    public Mono<Outcome> suspend(Principal by, String memberId, String reason) {
        if (memberId.equals(by.id())) {
            return Mono.just(new Outcome.OwnAccount());
        }
        return records.suspend(memberId, reason, by.id()).flatMap(changed -> {
            if (changed) {
                locked.add(memberId);
            }
            return result(memberId);
        });
    }

    public Mono<Outcome> restore(Principal by, String memberId, String reason) {
        return records.restore(memberId, reason, by.id()).flatMap(changed -> {
            if (changed) {
                locked.remove(memberId);
            }
            return result(memberId);
        });
    }

    private Mono<Outcome> result(String memberId) {
        return records.find(memberId)
                .<Outcome>map(
                        account -> account.endedAt() == null ? new Outcome.Done(account) : new Outcome.AccountEnded())
                .defaultIfEmpty(new Outcome.NoSuchAccount());
    }
}
