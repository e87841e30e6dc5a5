package io.onsale.queue.line.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.NumberBlocks.Block;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Lines as sorted sets, changed by scripts only. Fetches blocks of numbers, and sets a line up again that Redis has lost. */
final class RedisWaitingLine implements WaitingLine {
    private enum Join {
        JOINED,
        PRESENT,
        NOT_OPEN,
        CLOSED,
        BLOCK_NEEDED,
        UNKNOWN
    }

    private enum Find {
        PLACE,
        NOT_IN_LINE,
        UNKNOWN
    }

    private enum End {
        ENDED,
        SAME,
        NOT_IN_LINE,
        UNKNOWN
    }

    private static final LuaScript<Join> JOIN = LuaScript.load("join_line", Join.class);
    private static final LuaScript<Find> FIND = LuaScript.load("find_place", Find.class);
    private static final LuaScript<End> END = LuaScript.load("end_place", End.class);

    private static final Block NO_BLOCK = new Block(0, 0, 0);
    private static final int STEPS_MAX =
            16; // an opening, a block; again whenever others used a whole block up meanwhile

    private final Scripts scripts;
    private final NumberBlocks blocks;
    private final Sales sales;
    private final LineControl control;
    private final Map<SaleId, Mono<Block>> fetches = new ConcurrentHashMap<>();
    private final Map<SaleId, Mono<Void>> openings = new ConcurrentHashMap<>();

    RedisWaitingLine(Scripts scripts, NumberBlocks blocks, Sales sales, LineControl control) {
        this.scripts = scripts;
        this.blocks = blocks;
        this.sales = sales;
        this.control = control;
    }

    @Override
    public Mono<JoinOutcome> join(SaleId sale, FanId fan) {
        return join(sale, fan, NO_BLOCK, STEPS_MAX);
    }

    private Mono<JoinOutcome> join(SaleId sale, FanId fan, Block block, int steps) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        JOIN,
                        List.of(keys.control(), keys.places(), keys.line(), keys.ready(), keys.inside(), keys.log()),
                        List.of(fan.value(), Long.toString(block.first()), Long.toString(block.last())))
                .flatMap(reply -> outcome(sale, fan, reply, steps));
    }

    private Mono<JoinOutcome> outcome(SaleId sale, FanId fan, LuaReply<Join> reply, int steps) {
        return switch (reply.name()) {
            case JOINED -> Mono.just(new JoinOutcome.Joined(Place.parse(reply.text(1)), reply.number(2)));
            case PRESENT -> Mono.just(new JoinOutcome.Present(Place.parse(reply.text(1)), reply.number(2)));
            case NOT_OPEN -> Mono.just(new JoinOutcome.NotOpen(Instant.ofEpochMilli(reply.number(1))));
            case CLOSED -> Mono.just(new JoinOutcome.Closed(reply.text(1)));
            case BLOCK_NEEDED -> again(steps, block(sale).flatMap(block -> join(sale, fan, block, steps - 1)));
            case UNKNOWN -> again(steps, openThenJoin(sale, fan, steps - 1));
        };
    }

    private static Mono<JoinOutcome> again(int steps, Mono<JoinOutcome> next) {
        return steps > 0 ? next : Mono.error(new Unavailable("the line"));
    }

    /** One fetch a sale at a time: all who wait for a block at the same moment share it. */
    private Mono<Block> block(SaleId sale) {
        return fetches.computeIfAbsent(
                sale, id -> blocks.next(id).doFinally(end -> fetches.remove(id)).cache());
    }

    private Mono<JoinOutcome> openThenJoin(SaleId sale, FanId fan, int steps) {
        return sales.find(sale)
                .flatMap(policy -> opened(sale, control.open(policy)).then(join(sale, fan, NO_BLOCK, steps)))
                .defaultIfEmpty(new JoinOutcome.UnknownSale());
    }

    private Mono<Void> opened(SaleId sale, Mono<Void> opening) {
        return openings.computeIfAbsent(
                sale, id -> opening.doFinally(end -> openings.remove(id)).cache());
    }

    @Override
    public Mono<FindOutcome> find(SaleId sale, FanId fan) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(FIND, List.of(keys.control(), keys.places(), keys.line()), List.of(fan.value()))
                .map(RedisWaitingLine::found);
    }

    private static FindOutcome found(LuaReply<Find> reply) {
        return switch (reply.name()) {
            case PLACE -> new FindOutcome.Found(Place.parse(reply.text(1)), reply.number(2));
            case NOT_IN_LINE, UNKNOWN -> new FindOutcome.NotInLine();
        };
    }

    @Override
    public Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        END,
                        List.of(keys.control(), keys.places(), keys.line(), keys.ready(), keys.inside(), keys.log()),
                        List.of(fan.value(), ending.name()))
                .map(RedisWaitingLine::ended);
    }

    private static EndOutcome ended(LuaReply<End> reply) {
        return switch (reply.name()) {
            case ENDED -> new EndOutcome.Ended(Place.parse(reply.text(1)));
            case SAME -> new EndOutcome.Same(Place.parse(reply.text(1)));
            case NOT_IN_LINE, UNKNOWN -> new EndOutcome.NotInLine();
        };
    }
}
