package io.onsale.queue.admission.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XTrimArgs;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmissionLog.Entry;
import io.onsale.queue.admission.LineLog;
import io.onsale.queue.line.LineKeys;
import io.onsale.service.outage.Outages;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The log as a Redis stream. */
final class RedisLineLog implements LineLog {
    /** Copied entries stay this long for nodes that read the line late. A node that is later than this starts a new replica anyway. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final RedisClusterReactiveCommands<String, String> redis;

    RedisLineLog(Scripts scripts) {
        this.redis = scripts.commands();
    }

    @Override
    public Mono<List<Entry>> after(SaleId sale, String entryId) {
        Range<String> range = Range.from(Range.Boundary.excluding(entryId), Range.Boundary.unbounded());
        return redis.xrange(LineKeys.of(sale).log(), range, Limit.from(BATCH_MAX))
                .map(RedisLineLog::entry)
                .collectList()
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e));
    }

    private static Entry entry(StreamMessage<String, String> message) {
        Map<String, String> body = message.getBody();
        return new Entry(
                message.getId(),
                body.getOrDefault("k", ""),
                body.getOrDefault("f", ""),
                Long.parseLong(body.getOrDefault("n", "0")),
                Long.parseLong(body.getOrDefault("g", "0")),
                Long.parseLong(body.getOrDefault("v", "0")),
                body.getOrDefault("r", ""));
    }

    @Override
    public Mono<Void> trim(SaleId sale, String entryId) {
        long lastMs = Long.parseLong(entryId.substring(0, entryId.indexOf('-')));
        XTrimArgs upTo =
                XTrimArgs.Builder.minId(Long.toString(lastMs - KEPT.toMillis())).approximateTrimming();
        return redis.xtrim(LineKeys.of(sale).log(), upTo)
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e))
                .then();
    }

    /** Uses {@code UNLINK}, which frees a million places in the background; {@code DEL} or expiry would block Redis meanwhile. */
    @Override
    public Mono<Void> remove(SaleId sale) {
        LineKeys keys = LineKeys.of(sale);
        return redis.unlink(
                        keys.control(),
                        keys.places(),
                        keys.line(),
                        keys.ready(),
                        keys.inside(),
                        keys.lobby(),
                        keys.absent(),
                        keys.log(),
                        keys.joins())
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e))
                .then();
    }
}
