package io.onsale.queue.line.redis;

import com.github.benmanes.caffeine.cache.LoadingCache;
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
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** Lines as sorted sets, changed by scripts only. */
final class RedisWaitingLine implements WaitingLine {
    private enum Find {
        PLACES,
        UNKNOWN
    }

    private enum End {
        ENDED,
        SAME,
        NOT_IN_LINE,
        NEW_SERVER,
        REBUILDING,
        UNKNOWN
    }

    private enum Restore {
        RESTORED,
        PRESENT,
        REUSED,
        ENDED,
        NEVER_LOST,
        NOT_DRAWN,
        CLOSED,
        NEW_SERVER,
        UNKNOWN
    }

    private static final LuaScript<Find> FIND = LuaScript.load("find_places", Find.class);
    private static final LuaScript<End> END = LuaScript.load("end_place", End.class);
    private static final LuaScript<Restore> RESTORE = LuaScript.load("restore_place", Restore.class);

    private final Scripts scripts;
    private final Joins joins;
    private final SaleBook book;
    private final LoadingCache<SaleId, SharedCalls<FanId, FindOutcome>> finds =
            SharedCalls.ofSales(FIND_MAX, sale -> fans -> find(sale, fans));

    RedisWaitingLine(Scripts scripts, Joins joins, SaleBook book) {
        this.scripts = scripts;
        this.joins = joins;
        this.book = book;
    }

    @Override
    public Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
        return joins.join(sale, fan, key);
    }

    @Override
    public Mono<RestoreOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number, String key) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        RESTORE,
                        List.of(keys.control(), keys.places(), keys.line(), keys.lobby(), keys.absent(), keys.log()),
                        List.of(
                                fan.value(),
                                Long.toString(receipt.registration()),
                                Long.toString(receipt.epoch()),
                                Long.toString(receipt.joinedAtMs()),
                                Long.toString(number),
                                key))
                .flatMap(reply -> restored(sale, reply));
    }

    private Mono<RestoreOutcome> restored(SaleId sale, LuaReply<Restore> reply) {
        return switch (reply.name()) {
            case RESTORED -> Mono.just(new RestoreOutcome.Restored(Place.parse(reply.text(1)), reply.number(2)));
            case PRESENT -> Mono.just(new RestoreOutcome.Present(Place.parse(reply.text(1)), reply.number(2)));
            case REUSED -> Mono.just(new RestoreOutcome.KeyReused());
            case ENDED -> Mono.just(new RestoreOutcome.Refused(Reason.ENDED));
            case NEVER_LOST -> Mono.just(new RestoreOutcome.Refused(Reason.NEVER_LOST));
            case CLOSED -> Mono.just(new RestoreOutcome.Closed(reply.text(1)));
            // the next tick sets up the line, or has the draw's numbers: the fan comes back in a second
            case NOT_DRAWN, NEW_SERVER -> Mono.error(new Unavailable("the line"));
            case UNKNOWN -> book.confirmNoLine(sale).thenReturn(new RestoreOutcome.Closed(""));
        };
    }

    /** When a node has gone, all its fans ask others at once. */
    @Override
    public Mono<FindOutcome> find(SaleId sale, FanId fan) {
        return finds.get(sale).join(fan);
    }

    @Override
    public Mono<List<FindOutcome>> find(SaleId sale, List<FanId> fans) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        FIND,
                        List.of(keys.control(), keys.places(), keys.line(), keys.lobby(), keys.absent()),
                        fans.stream().map(FanId::value).toList())
                .flatMap(reply -> switch (reply.name()) {
                    case PLACES ->
                        Mono.just(IntStream.range(0, fans.size())
                                .mapToObj(i -> found(reply.text(1 + i)))
                                .toList());
                    case UNKNOWN ->
                        book.confirmNoLine(sale)
                                .thenReturn(Collections.nCopies(fans.size(), new FindOutcome.NotInLine()));
                });
    }

    /** Reads {@code ahead place}, or nothing. */
    private static FindOutcome found(String answer) {
        int end = answer.indexOf(' ');
        return end < 0
                ? new FindOutcome.NotInLine()
                : new FindOutcome.Found(Place.parse(answer.substring(end + 1)), Long.parseLong(answer, 0, end, 10));
    }

    @Override
    public Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending, long joinedAtMs) {
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
                        List.of(fan.value(), ending.name(), Long.toString(joinedAtMs)))
                .flatMap(reply -> ended(sale, reply));
    }

    private Mono<EndOutcome> ended(SaleId sale, LuaReply<End> reply) {
        return switch (reply.name()) {
            case ENDED -> Mono.just(new EndOutcome.Ended(Place.parse(reply.text(1))));
            case SAME -> Mono.just(new EndOutcome.Same(Place.parse(reply.text(1))));
            case NOT_IN_LINE -> Mono.just(new EndOutcome.NotInLine());
            case NEW_SERVER, REBUILDING -> Mono.error(new Unavailable("the line")); // the next ticks set it up
            case UNKNOWN -> book.confirmNoLine(sale).thenReturn(new EndOutcome.NotInLine());
        };
    }
}
