package io.onsale.ticket.staff;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * The members who are refused though their access token is still valid, because their account was ended or suspended: a copy in the memory
 * of this node, so that the check costs no query. Fails open: while the store is away, the copy stays as it is.
 */
public final class LockedMembers {
    private final Staff staff;
    private volatile Set<String> ids = Set.of();

    public LockedMembers(Staff staff) {
        this.staff = staff;
    }

    public boolean contains(String memberId) {
        return ids.contains(memberId);
    }

    /** Reads the list again. */
    public Mono<Void> refresh() {
        return staff.locked()
                .collect(ConcurrentHashMap::<String>newKeySet, Set::add)
                .doOnNext(read -> ids = read)
                .then();
    }

    /** Locks a member on this node at once; the other nodes read it within a round. */
    void add(String memberId) {
        change(memberId, true);
    }

    /** Unlocks a member on this node at once. */
    void remove(String memberId) {
        change(memberId, false);
    }

    private synchronized void change(String memberId, boolean isLocked) {
        Set<String> changed = ConcurrentHashMap.newKeySet();
        changed.addAll(ids);
        if (isLocked) {
            changed.add(memberId);
        } else {
            changed.remove(memberId);
        }
        ids = changed;
    }
}
