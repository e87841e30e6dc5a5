package io.onsale.queue.guard;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.guard.Refusal.Of;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.service.limit.AddressKey;
import io.onsale.service.limit.Network;
import io.onsale.service.limit.Rate;
import io.onsale.service.limit.RateLimiter;
import io.onsale.service.limit.Wait;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Limits joins to a rate per fan and a rate per address, on this node. Costs two look-ups in memory. */
public final class JoinLimits {
    private static final int FANS_MAX =
            100_000; // about 15 MB; a fan that sends many requests is seen often and thus not evicted
    private static final int ADDRESSES_MAX = 50_000; // about 6 MB

    private final RateLimiter<String> fans;
    private final RateLimiter<Long> addresses;
    private final List<Network> exempt;

    /** @param exempt networks to which {@code perAddress} does not apply */
    public JoinLimits(Rate perFan, Rate perAddress, List<Network> exempt, LongSupplier nanoTime) {
        this.fans = new RateLimiter<>(perFan, FANS_MAX, nanoTime);
        this.addresses = new RateLimiter<>(perAddress, ADDRESSES_MAX, nanoTime);
        this.exempt = List.copyOf(exempt);
    }

    /** Counts the attempt; null if it is within the limits. An attempt beyond the fan's limit does not count against the address. */
    public @Nullable TooMany refusal(FanId fan, @Nullable InetAddress client) {
        long wait = fans.take(fan.value());
        if (wait > 0) {
            return new TooMany(Of.FAN, Wait.seconds(wait));
        }
        wait = isExempt(client) ? 0 : addresses.take(AddressKey.of(client));
        return wait > 0 ? new TooMany(Of.ADDRESS, Wait.seconds(wait)) : null;
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
}
