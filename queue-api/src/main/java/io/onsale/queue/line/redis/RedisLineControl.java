package io.onsale.queue.line.redis;

import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.NumberBlocks.Block;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Keeps the policy in the line's control hash, where all scripts read it. */
final class RedisLineControl implements LineControl {
    private enum Open {
        OPENED,
        SAME
    }

    private enum Change {
        CHANGED,
        SAME,
        UNKNOWN
    }

    private static final LuaScript<Open> OPEN = LuaScript.load("open_line", Open.class);
    private static final LuaScript<Change> CHANGE = LuaScript.load("change_policy", Change.class);

    /** How long a fan may return after a missed turn: long enough to notice and press the button again. */
    private static final Duration REENTRY = Duration.ofMinutes(10);

    private final Scripts scripts;
    private final NumberBlocks blocks;
    private final DrawnNumbers drawn;
    private final Duration quietAfterLoss;

    /** @param quietAfterLoss how long no fan is called after a loss, so that the fans at the front can show their receipts first */
    RedisLineControl(Scripts scripts, NumberBlocks blocks, DrawnNumbers drawn, Duration quietAfterLoss) {
        this.scripts = scripts;
        this.blocks = blocks;
        this.drawn = drawn;
        this.quietAfterLoss = quietAfterLoss;
    }

    @Override
    public Mono<Void> apply(SalePolicy policy) {
        LineKeys keys = LineKeys.of(policy.sale());
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(policy.version()));
        arguments.addAll(fields(policy));
        return scripts.run(CHANGE, List.of(keys.control(), keys.log()), arguments)
                .flatMap(reply -> reply.name() == Change.UNKNOWN ? open(policy) : Mono.empty());
    }

    @Override
    public Mono<Void> open(SalePolicy policy) {
        return registrations(policy)
                .flatMap(registrations ->
                        blocks.nextEpoch(policy.sale()).flatMap(block -> open(policy, block, registrations)));
    }

    private Mono<String> registrations(SalePolicy policy) {
        return policy.order() == LineOrder.RANDOM
                ? drawn.registrations(policy.sale()).map(String::valueOf).defaultIfEmpty("")
                : Mono.just("");
    }

    Mono<Void> open(SalePolicy policy, Block block, String registrations) {
        LineKeys keys = LineKeys.of(policy.sale());
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(block.epoch()));
        arguments.add(Long.toString(block.first()));
        arguments.add(Long.toString(block.last()));
        arguments.add(registrations);
        arguments.add(Long.toString(quietAfterLoss.toMillis()));
        arguments.addAll(fields(policy));
        return scripts.run(
                        OPEN,
                        List.of(keys.control(), keys.places(), keys.ready(), keys.inside(), keys.log()),
                        arguments)
                .then();
    }

    private static List<String> fields(SalePolicy policy) {
        SalePolicy.Limits limits = policy.limits();
        SalePolicy.Pauses pauses = policy.pauses();
        Instant pausedAt = pauses.since();
        return List.of(
                "version",
                Long.toString(policy.version()),
                "state",
                policy.state().name(),
                "message",
                policy.message(),
                "lobby_at",
                ms(policy.times().lobbyOpensAt()),
                "opens_at",
                ms(policy.times().opensAt()),
                "closes_at",
                ms(policy.times().closesAt()),
                "capacity",
                Integer.toString(limits.capacity()),
                "rate",
                Integer.toString(limits.admissionsPerSecond()),
                "claim_ms",
                Long.toString(limits.claimWindow().toMillis()),
                "lease_ms",
                Long.toString(limits.lease().toMillis()),
                "grace_ms",
                Long.toString(limits.presenceGrace().toMillis()),
                "reentry_ms",
                Long.toString(REENTRY.toMillis()),
                "refresh",
                limits.refresh().name(),
                "line_order",
                policy.order().name(),
                "paused_at",
                pausedAt == null ? "" : ms(pausedAt),
                "frozen_ms",
                Long.toString(pauses.total().toMillis()));
    }

    private static String ms(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }
}
