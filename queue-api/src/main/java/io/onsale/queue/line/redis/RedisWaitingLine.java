package io.onsale.queue.line.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.Receipt;
import io.onsale.queue.line.RestoreOutcome;
import io.onsale.queue.line.RestoreOutcome.Reason;
import io.onsale.queue.line.WaitingLine;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.util.List;
import reactor.core.publisher.Mono;

/** Lines as sorted sets, changed by scripts only. */
final class RedisWaitingLine implements WaitingLine {
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

    private enum Restore {
        RESTORED,
        PRESENT,
        ENDED,
        NEVER_LOST,
        NOT_DRAWN,
        CLOSED,
        NEW_SERVER,
        UNKNOWN
    }

    private static final LuaScript<Find> FIND = LuaScript.load("find_place", Find.class);
    private static final LuaScript<End> END = LuaScript.load("end_place", End.class);
    private static final LuaScript<Restore> RESTORE = LuaScript.load("restore_place", Restore.class);

    private final Scripts scripts;
    private final Joins joins;

    RedisWaitingLine(Scripts scripts, Joins joins) {
        this.scripts = scripts;
        this.joins = joins;
    }

    @Override
    public Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
        return joins.join(sale, fan, key);
    }

    @Override
    public Mono<RestoreOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        RESTORE,
                        List.of(keys.control(), keys.places(), keys.line(), keys.lobby(), keys.absent(), keys.log()),
                        List.of(
                                fan.value(),
                                Long.toString(receipt.registration()),
                                Long.toString(receipt.epoch()),
                                Long.toString(receipt.joinedAtMs()),
                                Long.toString(number)))
                .flatMap(RedisWaitingLine::restored);
    }

    private static Mono<RestoreOutcome> restored(LuaReply<Restore> reply) {
        return switch (reply.name()) {
            case RESTORED -> Mono.just(new RestoreOutcome.Restored(Place.parse(reply.text(1)), reply.number(2)));
            case PRESENT -> Mono.just(new RestoreOutcome.Present(Place.parse(reply.text(1)), reply.number(2)));
            case ENDED -> Mono.just(new RestoreOutcome.Refused(Reason.ENDED));
            case NEVER_LOST -> Mono.just(new RestoreOutcome.Refused(Reason.NEVER_LOST));
            case CLOSED -> Mono.just(new RestoreOutcome.Closed(reply.text(1)));
            // the next tick sets up the line, or has the draw's numbers: the fan comes back in a second
            case NOT_DRAWN, NEW_SERVER, UNKNOWN -> Mono.error(new Unavailable("the line"));
        };
    }

    @Override
    public Mono<FindOutcome> find(SaleId sale, FanId fan) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        FIND, List.of(keys.control(), keys.places(), keys.line(), keys.lobby()), List.of(fan.value()))
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
                        List.of(
                                keys.control(),
                                keys.places(),
                                keys.line(),
                                keys.ready(),
                                keys.inside(),
                                keys.lobby(),
                                keys.absent(),
                                keys.log()),
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
