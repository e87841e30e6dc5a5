package io.onsale.seat.map.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.map.SeatDelta;
import io.onsale.seat.map.SeatDelta.NewlyHeld;
import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.seat.SeatStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the version out of the states' header, the states whole, and the changes out of the capped stream. */
final class RedisSeatFeed implements SeatFeed {
    private static final String CHANGES = "c";
    private static final String WHY = "w"; // ends with the fan
    private static final String ENDS = "e"; // of a new hold
    private static final long HEADER_LAST = 7;

    private final RedisClusterReactiveCommands<String, String> redis;
    private final RedisClusterReactiveCommands<String, byte[]> bytes;
    private final SeatSlots slots;

    RedisSeatFeed(
            RedisClusterReactiveCommands<String, String> redis,
            RedisClusterReactiveCommands<String, byte[]> bytes,
            SeatSlots slots) {
        this.slots = slots;
        this.redis = redis;
        this.bytes = bytes;
    }

    @Override
    public Mono<Long> getVersion(PerformanceId performance) {
        return slots.findKeys(performance)
                .flatMap(keys -> bytes.getrange(keys.states(), 0, HEADER_LAST))
                .map(SeatStates::version)
                .defaultIfEmpty(0L);
    }

    @Override
    public Mono<SeatStates> findStates(PerformanceId performance, int seatCount) {
        return slots.findKeys(performance)
                .flatMap(keys -> bytes.get(keys.states()))
                .filter(stored -> SeatStates.version(stored) > 0)
                .map(stored -> SeatStates.stored(stored, seatCount));
    }

    @Override
    public Mono<List<SeatDelta>> getChanges(PerformanceId performance, long after, int limit) {
        Range<String> newer = Range.create(after + 1 + "-0", "+");
        return slots.findKeys(performance)
                .flatMapMany(keys -> redis.xrange(keys.deltas(), newer, Limit.from(limit)))
                .map(RedisSeatFeed::read)
                .collectList(); // bounded by the limit
    }

    private static SeatDelta read(StreamMessage<String, String> message) {
        String id = message.getId();
        long version = Long.parseLong(id, 0, id.indexOf('-'), 10);
        String text = message.getBody().getOrDefault(CHANGES, "");
        List<SeatChange> changes = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int colon = text.indexOf(':', at);
            int index = Integer.parseInt(text, at, colon, 10);
            changes.add(new SeatChange(index, SeatStates.of(text.charAt(colon + 1) - '0')));
            at = colon + 3; // the digit and the comma
        }
        return new SeatDelta(version, changes, newHold(message.getBody()));
    }

    private static @Nullable NewlyHeld newHold(Map<String, String> fields) {
        String why = fields.get(WHY);
        String ends = fields.get(ENDS);
        return why == null || ends == null
                ? null
                : new NewlyHeld(
                        new FanId(why.substring(why.lastIndexOf(' ') + 1)), Instant.ofEpochMilli(Long.parseLong(ends)));
    }
}
