package io.onsale.queue.admission.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmitOutcome;
import io.onsale.queue.admission.AdmitOutcome.Called;
import io.onsale.queue.admission.AdmitOutcome.NoLine;
import io.onsale.queue.admission.AdmitOutcome.Paused;
import io.onsale.queue.admission.AdmitOutcome.Rebuilding;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.admission.Insiders.Insider;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.Place;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Admission as Redis scripts. */
final class RedisGate implements Gate {
    private enum Admit {
        CALLED,
        PAUSED,
        REBUILDING,
        NEW_SERVER,
        UNKNOWN
    }

    private enum Extend {
        EXTENDED,
        SAME,
        NEW_SERVER,
        REBUILDING,
        UNKNOWN
    }

    private enum Rebuild {
        REBUILT,
        STALE
    }

    private static final LuaScript<Admit> ADMIT = LuaScript.load("admit_next", Admit.class);
    private static final LuaScript<Extend> EXTEND = LuaScript.load("extend_lease", Extend.class);
    private static final LuaScript<Rebuild> REBUILD = LuaScript.load("rebuild_inside", Rebuild.class);
    private static final String MOVES_MAX =
            "1000"; // of each kind per tick: some 5 ms of Redis time, and 10,000 calls per second
    private static final int INSIDERS_PER_SCRIPT = 500; // as many as rebuild_inside takes

    private final Scripts scripts;
    private final SaleBook book;

    RedisGate(Scripts scripts, SaleBook book) {
        this.scripts = scripts;
        this.book = book;
    }

    @Override
    public Mono<AdmitOutcome> admit(SaleId sale, int step) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(ADMIT, all(keys), List.of(MOVES_MAX, Integer.toString(step)))
                .map(RedisGate::outcome);
    }

    private static AdmitOutcome outcome(LuaReply<Admit> reply) {
        return switch (reply.name()) {
            case CALLED -> new Called(reply.number(1), reply.number(2), reply.number(3));
            case PAUSED -> new Paused(reply.number(1));
            case REBUILDING -> new Rebuilding(reply.number(1));
            case NEW_SERVER, UNKNOWN -> new NoLine();
        };
    }

    @Override
    public Mono<Long> extend(SaleId sale, FanId fan, long joinedAtMs, Duration time) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        EXTEND,
                        List.of(keys.control(), keys.places(), keys.inside()),
                        List.of(fan.value(), Long.toString(time.toMillis()), Long.toString(joinedAtMs)))
                .flatMap(reply -> extended(sale, reply));
    }

    private Mono<Long> extended(SaleId sale, LuaReply<Extend> reply) {
        return switch (reply.name()) {
            case EXTENDED -> Mono.just(reply.number(1));
            case SAME -> Mono.empty();
            case NEW_SERVER, REBUILDING -> Mono.error(new Unavailable("the line")); // the next ticks set it up
            case UNKNOWN -> book.confirmNoLine(sale).then(Mono.empty());
        };
    }

    @Override
    public Mono<Void> rebuild(SaleId sale, long epoch, List<Insider> insiders) {
        List<String> keys = all(LineKeys.of(sale));
        return Flux.fromIterable(insiders)
                .buffer(INSIDERS_PER_SCRIPT)
                .concatMap(batch -> scripts.run(REBUILD, keys, arguments("MORE", epoch, batch)))
                .then(scripts.run(REBUILD, keys, arguments("LAST", epoch, List.of())))
                .then();
    }

    private static List<String> arguments(String moreOrLast, long epoch, List<Insider> insiders) {
        List<String> arguments = new ArrayList<>();
        arguments.add(moreOrLast);
        arguments.add(Long.toString(epoch));
        for (Insider insider : insiders) {
            Place place = insider.place();
            arguments.add(insider.fan().value());
            arguments.add(Long.toString(place.number()));
            arguments.add(Long.toString(place.registration()));
            arguments.add(Long.toString(place.epoch()));
            arguments.add(Long.toString(place.joinedAtMs()));
            arguments.add(Long.toString(place.sinceMs()));
            arguments.add(Long.toString(place.deadline()));
            arguments.add(place.passId());
            arguments.add(Integer.toString(place.turn()));
        }
        return arguments;
    }

    private static List<String> all(LineKeys keys) {
        return List.of(
                keys.control(),
                keys.places(),
                keys.line(),
                keys.ready(),
                keys.inside(),
                keys.lobby(),
                keys.absent(),
                keys.log());
    }
}
