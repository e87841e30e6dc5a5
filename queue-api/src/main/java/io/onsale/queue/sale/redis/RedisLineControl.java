package io.onsale.queue.sale.redis;

import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.NumberBlocks.Block;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
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

    private final Scripts scripts;
    private final NumberBlocks blocks;

    RedisLineControl(Scripts scripts, NumberBlocks blocks) {
        this.scripts = scripts;
        this.blocks = blocks;
    }

    @Override
    public Mono<Void> apply(SalePolicy policy) {
        LineKeys keys = LineKeys.of(policy.sale());
        return scripts.run(CHANGE, List.of(keys.control(), keys.log()), words(policy))
                .flatMap(reply -> reply.name() == Change.UNKNOWN ? open(policy) : Mono.empty());
    }

    @Override
    public Mono<Void> open(SalePolicy policy) {
        return blocks.nextEpoch(policy.sale()).flatMap(block -> open(policy, block));
    }

    private Mono<Void> open(SalePolicy policy, Block block) {
        LineKeys keys = LineKeys.of(policy.sale());
        List<String> arguments = new ArrayList<>(14);
        arguments.add(Long.toString(block.epoch()));
        arguments.add(Long.toString(block.first()));
        arguments.add(Long.toString(block.last()));
        arguments.addAll(words(policy));
        return scripts.run(OPEN, List.of(keys.control(), keys.log()), arguments).then();
    }

    private static List<String> words(SalePolicy policy) {
        return List.of(
                Long.toString(policy.version()),
                policy.state().name(),
                policy.message(),
                Long.toString(policy.lobbyOpensAt().toEpochMilli()),
                Long.toString(policy.opensAt().toEpochMilli()),
                Long.toString(policy.closesAt().toEpochMilli()),
                Integer.toString(policy.capacity()),
                Integer.toString(policy.admissionsPerSecond()),
                Long.toString(policy.claimWindow().toMillis()),
                Long.toString(policy.lease().toMillis()),
                policy.order().name());
    }
}
