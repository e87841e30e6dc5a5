package io.onsale.seat.map.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.service.limit.AddressKey;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Limits the open streams of this node. Clients without a token are counted by address; a fan with a token has an own quota, whatever others
 * behind the same address do.
 */
final class StreamQuota {
    /** Whether one more stream may begin. */
    sealed interface StreamOutcome {
        /** @param end to be run when the stream ends; running it twice does no harm */
        record Begun(Runnable end) implements StreamOutcome {}

        /** This address has as many as allowed without a token. */
        record AddressFull() implements StreamOutcome {}

        /** This fan has as many as allowed. */
        record FanFull() implements StreamOutcome {}

        /** This node serves as many streams without a token as it can. */
        record NodeFull() implements StreamOutcome {}
    }

    private final StreamSettings settings;
    private final ConcurrentMap<Long, Integer> byAddress = new ConcurrentHashMap<>(); // only those with open streams
    private final ConcurrentMap<String, Integer> byFan = new ConcurrentHashMap<>();
    private final AtomicInteger anonymous = new AtomicInteger();

    StreamQuota(StreamSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("onsale.seat.streams.anonymous", anonymous, AtomicInteger::get)
                .description("open streams of seat changes of clients without a token, on this node")
                .register(meters);
    }

    /** @param fan of the token; null: there was none */
    StreamOutcome begin(@Nullable String fan, @Nullable InetAddress client) {
        return fan == null ? beginAnonymous(AddressKey.of(client)) : beginOf(fan);
    }

    private StreamOutcome beginOf(String fan) {
        return increment(byFan, fan, settings.perFan())
                ? new StreamOutcome.Begun(once(() -> decrement(byFan, fan)))
                : new StreamOutcome.FanFull();
    }

    private StreamOutcome beginAnonymous(long address) {
        if (anonymous.incrementAndGet() > settings.anonymousMax()) {
            anonymous.decrementAndGet();
            return new StreamOutcome.NodeFull();
        }
        if (!increment(byAddress, address, settings.anonymousPerAddress())) {
            anonymous.decrementAndGet();
            return new StreamOutcome.AddressFull();
        }
        return new StreamOutcome.Begun(once(() -> {
            anonymous.decrementAndGet();
            decrement(byAddress, address);
        }));
    }

    private static <K> boolean increment(ConcurrentMap<K, Integer> counts, K key, int most) {
        boolean[] fits = {true};
        counts.compute(key, (k, count) -> {
            int now = count == null ? 0 : count;
            fits[0] = now < most;
            return fits[0] ? Integer.valueOf(now + 1) : count;
        });
        return fits[0];
    }

    private static <K> void decrement(ConcurrentMap<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (k, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }

    private static Runnable once(Runnable end) {
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end.run();
            }
        };
    }
}
