package io.onsale.queue.progress.redis;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.progress.LineReader;
import io.onsale.queue.progress.LineSnapshot;
import io.onsale.queue.progress.LineSnapshot.Draw;
import io.onsale.queue.progress.LineSnapshot.Numbers;
import io.onsale.queue.progress.LineSnapshot.Policy;
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
    private static final String ENTRIES = Integer.toString(ENTRIES_MAX);

    private final Scripts scripts;

    RedisLineReader(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<LineSnapshot> read(SaleId sale, String sinceEntryId) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        READ,
                        List.of(keys.control(), keys.line(), keys.lobby(), keys.ready(), keys.inside(), keys.log()),
                        List.of(sinceEntryId, HEADS, ENTRIES))
                .flatMap(reply -> switch (reply.name()) {
                    case LINE -> Mono.just(snapshot(reply));
                    case UNKNOWN -> Mono.empty();
                });
    }

    private static LineSnapshot snapshot(LuaReply<Read> reply) {
        return new LineSnapshot(
                reply.number(1),
                reply.number(2),
                policy(reply),
                new Draw(orZero(reply, 15), orZero(reply, 16), reply.number(29)),
                totals(reply),
                orZero(reply, 17),
                reply.number(28),
                reply.number(30),
                reply.number(31),
                reply.number(32),
                new Numbers(numbers(reply.text(33))),
                samples(numbers(reply.text(34))),
                reply.text(35),
                reply.from(36).stream()
                        .map(entry -> LogEntry.parse((String) entry))
                        .toList());
    }

    private static Policy policy(LuaReply<Read> reply) {
        return new Policy(
                reply.number(3),
                SaleState.valueOf(reply.text(4)),
                reply.text(5),
                LineOrder.valueOf(reply.text(11)),
                reply.number(6),
                reply.number(7),
                reply.number(8),
                (int) reply.number(9),
                (int) reply.number(10),
                orZero(reply, 12),
                orZero(reply, 13),
                orZero(reply, 14));
    }

    private static Totals totals(LuaReply<Read> reply) {
        return new Totals(
                orZero(reply, 18),
                orZero(reply, 19),
                orZero(reply, 20),
                orZero(reply, 21),
                orZero(reply, 22),
                orZero(reply, 23),
                orZero(reply, 24),
                orZero(reply, 25),
                orZero(reply, 26),
                orZero(reply, 27));
    }

    /** What nobody has counted or set yet is not there. */
    private static long orZero(LuaReply<Read> reply, int index) {
        return reply.text(index).isEmpty() ? 0 : reply.number(index);
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
