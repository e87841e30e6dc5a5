package io.onsale.queue.pass.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.Place;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.ClaimOutcome.Admitted;
import io.onsale.queue.pass.ClaimOutcome.NotInLine;
import io.onsale.queue.pass.ClaimOutcome.NotReady;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Claiming as one script. */
final class RedisClaims implements Claims {
    private enum Claim {
        PASS,
        NOT_READY,
        NOT_IN_LINE,
        CLOSED,
        NEW_SERVER,
        REBUILDING,
        UNKNOWN
    }

    private static final LuaScript<Claim> CLAIM = LuaScript.load("claim_pass", Claim.class);

    private final Scripts scripts;
    private final SaleBook book;

    RedisClaims(Scripts scripts, SaleBook book) {
        this.scripts = scripts;
        this.book = book;
    }

    @Override
    public Mono<ClaimOutcome> claim(SaleId sale, FanId fan, String newPassId) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        CLAIM,
                        List.of(keys.control(), keys.places(), keys.ready(), keys.inside(), keys.log()),
                        List.of(fan.value(), newPassId))
                .flatMap(reply -> outcome(sale, reply));
    }

    private Mono<ClaimOutcome> outcome(SaleId sale, LuaReply<Claim> reply) {
        return switch (reply.name()) {
            case PASS -> Mono.just(new Admitted(Place.parse(reply.text(1)), Instant.ofEpochMilli(reply.number(2))));
            case NOT_READY -> Mono.just(new NotReady(Place.parse(reply.text(1)).state()));
            case NOT_IN_LINE -> Mono.just(new NotInLine());
            case CLOSED -> Mono.just(new ClaimOutcome.Closed(reply.text(1)));
            case NEW_SERVER, REBUILDING -> Mono.error(new Unavailable("the line")); // the next ticks set it up
            case UNKNOWN -> book.confirmNoLine(sale).thenReturn(new NotInLine());
        };
    }
}
