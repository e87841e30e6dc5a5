package io.onsale.queue.draw.redis;

import io.lettuce.core.ScoredValue;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.DrawnFan;
import io.onsale.queue.draw.Lobby;
import io.onsale.queue.draw.LobbyView;
import io.onsale.queue.draw.Registered;
import io.onsale.queue.line.LineKeys;
import io.onsale.service.outage.Outages;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** The lobby as a sorted set beside the line, by registration. */
final class RedisLobby implements Lobby {
    private enum Look {
        LOBBY,
        UNKNOWN
    }

    private enum Place {
        DRAWN,
        STALE,
        UNKNOWN
    }

    private static final LuaScript<Look> LOOK = LuaScript.load("read_lobby", Look.class);
    private static final LuaScript<Place> DRAW = LuaScript.load("draw_places", Place.class);

    private final Scripts scripts;

    RedisLobby(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<LobbyView> look(SaleId sale, List<Long> registrations) {
        LineKeys keys = LineKeys.of(sale);
        String wanted = registrations.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return scripts.run(LOOK, List.of(keys.control(), keys.lobby()), List.of(wanted))
                .filter(reply -> reply.name() == Look.LOBBY)
                .map(RedisLobby::view);
    }

    private static LobbyView view(LuaReply<Look> reply) {
        String registrations = reply.text(1);
        return new LobbyView(
                registrations.isEmpty() ? null : Long.valueOf(registrations),
                reply.number(2),
                reply.number(3),
                reply.from(4).stream().map(RedisLobby::registered).toList());
    }

    /** Reads {@code registration fan}. */
    private static Registered registered(Object text) {
        String[] words = ((String) text).split(" ", 2);
        return new Registered(new FanId(words[1]), Long.parseLong(words[0]));
    }

    @Override
    public Mono<List<Registered>> lowest(SaleId sale) {
        return scripts.commands()
                .zrangeWithScores(LineKeys.of(sale).lobby(), 0, FANS_MAX - 1)
                .map(RedisLobby::registered)
                .collectList()
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e));
    }

    private static Registered registered(ScoredValue<String> fan) {
        return new Registered(new FanId(fan.getValue()), (long) fan.getScore());
    }

    @Override
    public Mono<DrawOutcome> draw(SaleId sale, long registrations, long from, long to, List<DrawnFan> fans) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        DRAW,
                        List.of(keys.control(), keys.places(), keys.lobby(), keys.line()),
                        List.of(
                                Long.toString(from),
                                Long.toString(to),
                                Long.toString(registrations),
                                fans.stream().map(RedisLobby::words).collect(Collectors.joining(" "))))
                .map(reply -> reply.name() == Place.DRAWN ? DrawOutcome.DRAWN : DrawOutcome.OUTDATED);
    }

    private static String words(DrawnFan drawn) {
        return drawn.number() + " " + drawn.registration() + " " + drawn.fan().value();
    }
}
