package io.onsale.queue.line.redis;

import com.github.benmanes.caffeine.cache.LoadingCache;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.JoinOutcome.Reason;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.Receipt;
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

/** Lines as sorted sets, changed by scripts only. Notifies the listener of each place in a reply. */
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
    private final JoinBatches joins;
    private final SaleBook book;
    private final PlaceListener listener;
    private final LoadingCache<SaleId, Batcher<FanId, FindOutcome>> finds =
            Batcher.bySale(FIND_MAX, sale -> fans -> find(sale, fans));

    RedisWaitingLine(Scripts scripts, JoinBatches joins, SaleBook book, PlaceListener listener) {
        this.scripts = scripts;
        this.joins = joins;
        this.book = book;
        this.listener = listener;
    }

    @Override
    public Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
        return joins.join(sale, fan, key);
    }

    @Override
    public Mono<JoinOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number, String key) {
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
                .flatMap(reply -> restored(sale, fan, reply));
    }

    private Mono<JoinOutcome> restored(SaleId sale, FanId fan, LuaReply<Restore> reply) {
        return switch (reply.name()) {
            case RESTORED ->
                Mono.just(new JoinOutcome.Restored(placed(sale, fan, reply.text(1), reply.number(2)), reply.number(2)));
            case PRESENT ->
                Mono.just(new JoinOutcome.Present(placed(sale, fan, reply.text(1), reply.number(2)), reply.number(2)));
            case REUSED -> Mono.just(new JoinOutcome.KeyReused());
            case ENDED -> Mono.just(new JoinOutcome.ReceiptRefused(Reason.ENDED));
            case NEVER_LOST -> Mono.just(new JoinOutcome.ReceiptRefused(Reason.NEVER_LOST));
            case CLOSED -> Mono.just(new JoinOutcome.Closed(reply.text(1)));
            // the next tick sets up the line, or has the draw's numbers; the fan retries in a second
            case NOT_DRAWN, NEW_SERVER -> Mono.error(new Unavailable("the line"));
            case UNKNOWN -> book.confirmNoLine(sale).thenReturn(new JoinOutcome.Closed(""));
        };
    }

    private Place placed(SaleId sale, FanId fan, String text, long ahead) {
        Place place = Place.parse(text);
        listener.placed(sale, fan, place, ahead);
        return place;
    }

    /** Batched, because when a node stops all its fans ask the other nodes at once. */
    @Override
    public Mono<FindOutcome> find(SaleId sale, FanId fan) {
        return finds.get(sale).add(fan);
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
                                .mapToObj(i -> found(sale, fans.get(i), reply.text(1 + i)))
                                .toList());
                    case UNKNOWN ->
                        book.confirmNoLine(sale)
                                .thenReturn(Collections.nCopies(fans.size(), new FindOutcome.NotInLine()));
                });
    }

    /** Reads {@code ahead place}, or nothing. */
    private FindOutcome found(SaleId sale, FanId fan, String answer) {
        int end = answer.indexOf(' ');
        if (end < 0) {
            return new FindOutcome.NotInLine();
        }
        long ahead = Long.parseLong(answer, 0, end, 10);
        return new FindOutcome.Found(placed(sale, fan, answer.substring(end + 1), ahead), ahead);
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
