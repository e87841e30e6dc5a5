package io.onsale.queue.line.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.progress.Presence;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Absences as a sorted set by the end of their grace. */
final class RedisPresence implements Presence {
    private enum Note {
        NOTED,
        UNKNOWN
    }

    private static final LuaScript<Note> NOTE = LuaScript.load("note_presence", Note.class);

    private final Scripts scripts;

    RedisPresence(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<Void> note(SaleId sale, List<FanId> gone, List<FanId> back) {
        List<String> arguments = new ArrayList<>(1 + gone.size() + back.size());
        arguments.add(Integer.toString(gone.size()));
        gone.forEach(fan -> arguments.add(fan.value()));
        back.forEach(fan -> arguments.add(fan.value()));
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(NOTE, List.of(keys.control(), keys.places(), keys.absent(), keys.log()), arguments)
                .then();
    }
}
