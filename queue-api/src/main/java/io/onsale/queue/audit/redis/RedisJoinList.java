package io.onsale.queue.audit.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.onsale.kernel.event.OnsaleEvent.GivenPlace;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.audit.JoinList;
import io.onsale.queue.line.LineKeys;
import io.onsale.service.outage.Outages;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The list as a Redis stream, which join_line.lua writes. */
final class RedisJoinList implements JoinList {
    private enum TakeOff {
        TAKEN_OFF
    }

    private static final LuaScript<TakeOff> TAKE_OFF = LuaScript.load("take_off_joins", TakeOff.class);

    private final Scripts scripts;

    RedisJoinList(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<List<PlacesGiven>> oldest(SaleId sale) {
        return scripts.commands()
                .xrange(LineKeys.of(sale).joins(), Range.<String>unbounded(), Limit.from(BATCH_MAX))
                .map(message -> batch(sale, message))
                .collectList()
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e));
    }

    @Override
    public Mono<Long> takeOff(SaleId sale, String entryId) {
        LineKeys keys = LineKeys.of(sale);
        int dash = entryId.indexOf('-');
        String next = entryId.substring(0, dash + 1) + (Long.parseLong(entryId.substring(dash + 1)) + 1);
        return scripts.run(TAKE_OFF, List.of(keys.control(), keys.joins()), List.of(next))
                .map(reply -> reply.number(1));
    }

    private static PlacesGiven batch(SaleId sale, StreamMessage<String, String> message) {
        Map<String, String> body = message.getBody();
        String[] words = body.getOrDefault("p", "").split(" ");
        List<GivenPlace> places = new ArrayList<>(words.length / 2);
        for (int i = 0; i + 1 < words.length; i += 2) {
            places.add(new GivenPlace(Long.parseLong(words[i]), words[i + 1]));
        }
        return new PlacesGiven(
                sale.value(),
                message.getId(),
                Long.parseLong(body.getOrDefault("e", "0")),
                places,
                Instant.ofEpochMilli(Long.parseLong(body.getOrDefault("t", "0"))));
    }
}
