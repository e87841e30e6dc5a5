package io.onsale.queue.line.redis;

import com.github.benmanes.caffeine.cache.LoadingCache;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.redis.JoinCall.Wish;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import reactor.core.publisher.Mono;

/** The joins of all sales, each sale's in batches of its own. */
final class Joins {
    /** What the script answers. */
    enum Join {
        DONE,
        NEW_SERVER,
        UNKNOWN
    }

    static final LuaScript<Join> JOIN =
            LuaScript.load("join_line", Join.class); // here, so that it is read at the start

    private static final int CALL_MAX = 256; // some 2 ms of Redis

    private final LoadingCache<SaleId, SharedCalls<Wish, JoinOutcome>> calls;

    Joins(Scripts scripts, NumberBlocks blocks, Sales sales, LineControl control, PlaceListener listener) {
        this.calls =
                SharedCalls.ofSales(CALL_MAX, sale -> new JoinCall(sale, scripts, blocks, sales, control, listener));
    }

    Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
        return calls.get(sale).join(new Wish(fan, key));
    }
}
