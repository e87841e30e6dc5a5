package io.onsale.seat.history.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.history.ChangeCause;
import io.onsale.seat.history.RecordedState;
import io.onsale.seat.history.SeatMoves;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the capped stream of changes: its field {@code c} says what changed, {@code w} why; see hold_seats.lua. */
final class RedisSeatMoves implements SeatMoves {
    private static final String CHANGES = "c";
    private static final String WHY = "w";
    /** What Postgres decided: it has sent that itself, and with more about it. */
    private static final Set<String> KNOWN_TO_POSTGRES = Set.of("SETTLED", "BLOCK");

    private final RedisClusterReactiveCommands<String, String> redis;
    private final SeatSlots slots;
    private final Clock clock;

    RedisSeatMoves(RedisClusterReactiveCommands<String, String> redis, SeatSlots slots, Clock clock) {
        this.redis = redis;
        this.slots = slots;
        this.clock = clock;
    }

    @Override
    public Mono<List<VersionMoves>> getMoves(PerformanceId performance, long after, int limit) {
        Range<String> newer = Range.create(after + 1 + "-0", "+");
        return slots.findKeys(performance)
                .flatMapMany(keys -> redis.xrange(keys.deltas(), newer, Limit.from(limit)))
                .map(message -> read(performance, message))
                .collectList(); // bounded by the limit
    }

    private VersionMoves read(PerformanceId performance, StreamMessage<String, String> message) {
        String id = message.getId();
        long version = Long.parseLong(id, 0, id.indexOf('-'), 10);
        Map<String, String> fields = message.getBody();
        String[] why = fields.getOrDefault(WHY, "").split(" ");
        if (KNOWN_TO_POSTGRES.contains(why[0])) {
            return new VersionMoves(version, List.of());
        }
        Instant at = why.length > 1 ? Instant.ofEpochMilli(Long.parseLong(why[1])) : clock.instant();
        String hold = why.length > 3 ? new HoldId(performance, why[2]).value() : null;
        String fan = why.length > 3 ? why[3] : null;
        List<SeatMove> moves = new ArrayList<>();
        byState(fields.getOrDefault(CHANGES, ""))
                .forEach((state, seats) -> moves.add(move(version, cause(why[0], state), state, seats, hold, fan, at)));
        return new VersionMoves(version, moves);
    }

    private static SeatMove move(
            long version,
            ChangeCause cause,
            SeatState state,
            List<Integer> seats,
            @Nullable String hold,
            @Nullable String fan,
            Instant at) {
        boolean isHold = cause == ChangeCause.HOLD;
        return new SeatMove(
                version,
                0,
                RecordedState.of(state).name(),
                cause.name(),
                seats,
                isHold ? hold : null,
                isHold ? fan : null,
                null,
                null,
                null,
                at);
    }

    /** A hold that takes seats from lapsed ones frees the rest of these in the same version. */
    private static ChangeCause cause(String word, SeatState state) {
        return switch (word) {
            case "HOLD" -> state == SeatState.HELD ? ChangeCause.HOLD : ChangeCause.EXPIRY;
            case "RELEASE" -> ChangeCause.RELEASE;
            case "EXPIRY" -> ChangeCause.EXPIRY;
            case "UNDONE" -> ChangeCause.UNDONE;
            default -> ChangeCause.REPAIR;
        };
    }

    private static Map<SeatState, List<Integer>> byState(String changes) {
        Map<SeatState, List<Integer>> seats = new EnumMap<>(SeatState.class);
        for (int at = 0; at < changes.length(); ) {
            int colon = changes.indexOf(':', at);
            SeatState state = SeatStates.of(changes.charAt(colon + 1) - '0');
            seats.computeIfAbsent(state, key -> new ArrayList<>()).add(Integer.parseInt(changes, at, colon, 10));
            at = colon + 3; // the digit and the comma
        }
        return seats;
    }
}
