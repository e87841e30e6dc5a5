package io.onsale.queue.line.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.LineKeys;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Absent fans as a sorted set, by the end of the grace period. */
final class RedisAbsenceReports implements AbsenceReports {
    private enum Report {
        NOTED,
        UNKNOWN
    }

    private static final LuaScript<Report> REPORT = LuaScript.load("note_presence", Report.class);

    private final Scripts scripts;

    RedisAbsenceReports(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<Void> report(SaleId sale, List<FanId> gone, List<FanId> back) {
        List<String> arguments = new ArrayList<>(1 + gone.size() + back.size());
        arguments.add(Integer.toString(gone.size()));
        gone.forEach(fan -> arguments.add(fan.value()));
        back.forEach(fan -> arguments.add(fan.value()));
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(REPORT, List.of(keys.control(), keys.places(), keys.absent(), keys.log()), arguments)
                .then();
    }
}
