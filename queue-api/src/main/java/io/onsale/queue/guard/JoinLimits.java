package io.onsale.queue.guard;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.guard.Refusal.Of;
import io.onsale.queue.guard.Refusal.TooMany;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Holds joins to a rate a fan and a rate an address, on this node. Costs two look-ups in memory. */
public final class JoinLimits {
    private static final int FANS_MAX = 100_000; // about 15 MB; whoever hammers is seen often and thus not forgotten
    private static final int ADDRESSES_MAX = 50_000; // about 6 MB
    private static final long UNKNOWN = -1; // no address has this key: it is in a range for multicast

    private final Turnstile<String> fans;
    private final Turnstile<Long> addresses;
    private final List<Network> exempt;

    /** @param exempt addresses that are not held to {@code perAddress} */
    public JoinLimits(Rate perFan, Rate perAddress, List<Network> exempt, LongSupplier nanoTime) {
        this.fans = new Turnstile<>(perFan, FANS_MAX, nanoTime);
        this.addresses = new Turnstile<>(perAddress, ADDRESSES_MAX, nanoTime);
        this.exempt = List.copyOf(exempt);
    }

    /** Counts the attempt; null if it is within the limits. An attempt beyond the fan's limit is not on the account of the address. */
    public @Nullable TooMany refusal(FanId fan, @Nullable InetAddress client) {
        long wait = fans.take(fan.value());
        if (wait > 0) {
            return new TooMany(Of.FAN, seconds(wait));
        }
        wait = isExempt(client) ? 0 : addresses.take(key(client));
        return wait > 0 ? new TooMany(Of.ADDRESS, seconds(wait)) : null;
    }

    /** Whole ones, as Retry-After has them, and never too early. */
    static Duration seconds(long nanos) {
        return Duration.ofSeconds(-Math.floorDiv(-nanos, 1_000_000_000L));
    }

    private boolean isExempt(@Nullable InetAddress client) {
        if (client == null) {
            return false;
        }
        for (Network network : exempt) {
            if (network.contains(client)) {
                return true;
            }
        }
        return false;
    }

    /** IPv6 by its first 64 bits: the rest is one household's, which may take a new one for each request. */
    private static long key(@Nullable InetAddress client) {
        if (client == null) {
            return UNKNOWN;
        }
        return client instanceof Inet4Address ? Network.low(client) : Network.high(client);
    }
}
