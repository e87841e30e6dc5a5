package io.onsale.queue.progress.redis;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.progress.LineReader;
import io.onsale.queue.progress.LineSnapshot;
import io.onsale.queue.progress.LineSnapshot.Numbers;
import io.onsale.queue.progress.LineSnapshot.Samples;
import io.onsale.queue.progress.LineSnapshot.Totals;
import io.onsale.queue.progress.LogEntry;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleState;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.util.List;
import java.util.StringTokenizer;
import reactor.core.publisher.Mono;

/** The shared read as one script. */
final class RedisLineReader implements LineReader {
    private enum Read {
        LINE,
        UNKNOWN
    }

    private static final LuaScript<Read> READ = LuaScript.load("read_line", Read.class);
    private static final String HEADS = "1000"; // numbers known exactly: about 7 KB a read
    private static final String ENTRIES_MAX =
            "1000"; // a read; five times a second that is more than admission ever moves

    private final Scripts scripts;

    RedisLineReader(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<LineSnapshot> read(SaleId sale, String sinceEntryId) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        READ,
                        List.of(keys.control(), keys.line(), keys.ready(), keys.inside(), keys.log()),
                        List.of(sinceEntryId, HEADS, ENTRIES_MAX))
                .flatMap(reply -> switch (reply.name()) {
                    case LINE -> Mono.just(snapshot(reply));
                    case UNKNOWN -> Mono.empty();
                });
    }

    private static LineSnapshot snapshot(LuaReply<Read> reply) {
        return new LineSnapshot(
                reply.number(1),
                reply.number(2),
                reply.number(3),
                SaleState.valueOf(reply.text(4)),
                reply.text(5),
                LineOrder.valueOf(reply.text(18)),
                reply.number(6),
                reply.number(7),
                reply.number(8),
                (int) reply.number(9),
                (int) reply.number(10),
                totals(reply),
                reply.number(19),
                reply.number(20),
                reply.number(21),
                reply.number(22),
                new Numbers(numbers(reply.text(23))),
                samples(numbers(reply.text(24))),
                reply.text(25),
                reply.from(26).stream()
                        .map(entry -> LogEntry.parse((String) entry))
                        .toList());
    }

    private static Totals totals(LuaReply<Read> reply) {
        return new Totals(
                reply.number(11),
                reply.number(12),
                reply.number(13),
                reply.number(14),
                reply.number(15),
                reply.number(16),
                reply.number(17));
    }

    private static long[] numbers(String text) {
        StringTokenizer words = new StringTokenizer(text, " ");
        long[] numbers = new long[words.countTokens()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Long.parseLong(words.nextToken());
        }
        return numbers;
    }

    /** From {@code rank number rank number …}. */
    private static Samples samples(long[] pairs) {
        long[] ranks = new long[pairs.length / 2];
        long[] numbers = new long[pairs.length / 2];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = pairs[2 * i];
            numbers[i] = pairs[2 * i + 1];
        }
        return new Samples(new Numbers(ranks), new Numbers(numbers));
    }
}
