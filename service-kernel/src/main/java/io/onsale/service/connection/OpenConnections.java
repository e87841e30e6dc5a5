package io.onsale.service.connection;

import io.onsale.service.limit.AddressKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process by address. When a limit is reached, a new connection displaces an inactive one: with half a request, an
 * unread response or a pause between requests. So a client that piles up idle connections loses them to active clients, even behind the
 * same address.
 */
final class OpenConnections {
    /** A connection as seen from another connection's thread. */
    interface Member {
        /** For how many nanoseconds it has been inactive; 0 if it is active. */
        long idleNanos();

        /** Closes it; callable from any thread. */
        void displace();
    }

    private static final OpenConnections OF_PROCESS = new OpenConnections();
    private static final long IDLE_ENOUGH_NANOS = 1_000_000_000L; // shorter pauses are normal for an active fan
    private static final int LOOKED_AT_MAX = 64; // per connection over the limit

    /** The connections of one address. */
    private static final class Group {
        private final AtomicInteger size = new AtomicInteger();
        private final Set<Member> members = ConcurrentHashMap.newKeySet();
    }

    private final ConcurrentHashMap<Long, Group> groups = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    static OpenConnections ofProcess() {
        return OF_PROCESS;
    }

    /** Whether there is room for {@code member}. If so, the caller must call {@link #leave} later. */
    boolean enter(Member member, @Nullable SocketAddress remote, ConnectionLimits limits) {
        long key = key(remote);
        int perAddress = standsForMany(remote, limits) ? limits.inAll() : limits.perAddress();
        Group group = groups.compute(key, (k, present) -> {
            Group own = present == null ? new Group() : present;
            own.size.incrementAndGet();
            return own;
        });
        group.members.add(member);
        int all = size.incrementAndGet();
        boolean fits = (group.size.get() <= perAddress || displaceOne(group, member))
                && (all <= limits.inAll() || displaceOne(largest(group), member));
        if (!fits) {
            leave(member, remote);
            CloseReason.REFUSED.record();
        }
        return fits;
    }

    void leave(Member member, @Nullable SocketAddress remote) {
        groups.computeIfPresent(key(remote), (k, group) -> {
            if (group.members.remove(member)) {
                size.decrementAndGet();
                group.size.decrementAndGet();
            }
            return group.size.get() == 0 ? null : group;
        });
    }

    int size() {
        return size.get();
    }

    private static boolean displaceOne(Group group, Member newcomer) {
        Member victim = null;
        long longest = IDLE_ENOUGH_NANOS;
        int looked = 0;
        for (Member member : group.members) {
            long idle = member == newcomer ? 0 : member.idleNanos();
            if (idle > longest) {
                victim = member;
                longest = idle;
            }
            if (++looked == LOOKED_AT_MAX) {
                break;
            }
        }
        if (victim == null) {
            return false;
        }
        victim.displace();
        CloseReason.DISPLACED.record();
        return true;
    }

    private Group largest(Group own) {
        Group largest = own;
        int looked = 0;
        for (Group group : groups.values()) {
            if (group.size.get() > largest.size.get()) {
                largest = group;
            }
            if (++looked == LOOKED_AT_MAX) {
                break;
            }
        }
        return largest;
    }

    private static boolean standsForMany(@Nullable SocketAddress remote, ConnectionLimits limits) {
        return remote instanceof InetSocketAddress address
                && address.getAddress() != null
                && limits.standsForMany().test(address.getAddress());
    }

    private static long key(@Nullable SocketAddress remote) {
        return AddressKey.of(remote instanceof InetSocketAddress inet ? inet.getAddress() : null);
    }
}
