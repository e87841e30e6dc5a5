package io.onsale.queue.replica.redis;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.LineSnapshot.Draw;
import io.onsale.queue.line.LineSnapshot.Numbers;
import io.onsale.queue.line.LineSnapshot.Policy;
import io.onsale.queue.line.LineSnapshot.Samples;
import io.onsale.queue.line.LineSnapshot.Totals;
import io.onsale.queue.line.LogEntry;
import io.onsale.queue.replica.LineReader;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleState;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The shared read as one script. */
final class RedisLineReader implements LineReader {
    private enum Read {
        LINE,
        UNKNOWN
    }

    private static final LuaScript<Read> READ = LuaScript.load("read_line", Read.class);
    private static final int HEADS = 1_000; // numbers known exactly: about 7 KB a read
    private static final String FROM_NOW = "$";
    private static final String ENTRIES = Integer.toString(ENTRIES_MAX);

    private final Scripts scripts;
    private final int heads;

    RedisLineReader(Scripts scripts) {
        this(scripts, HEADS);
    }

    /** @param heads how many numbers at the front are wanted exactly, 1 to 1000 */
    RedisLineReader(Scripts scripts, int heads) {
        this.scripts = scripts;
        this.heads = heads;
    }

    @Override
    public Mono<LineSnapshot> read(SaleId sale, @Nullable LineSnapshot before) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        READ,
                        List.of(keys.control(), keys.line(), keys.lobby(), keys.ready(), keys.inside(), keys.log()),
                        arguments(before))
                .flatMap(reply -> switch (reply.name()) {
                    case LINE -> Mono.just(snapshot(reply, before));
                    case UNKNOWN -> Mono.empty();
                });
    }

    private List<String> arguments(@Nullable LineSnapshot before) {
        if (before == null) {
            return List.of(FROM_NOW, Integer.toString(heads), ENTRIES, "", "0");
        }
        Draw draw = before.draw();
        return List.of(
                before.lastEntryId(),
                Integer.toString(heads),
                ENTRIES,
                before.epoch() + " " + draw.drawn() + " " + draw.undrawn(),
                Long.toString(lastRank(before)));
    }

    /** 0: not even all of the front is there, so whoever comes next belongs to it. */
    private long lastRank(LineSnapshot before) {
        if (before.heads().size() < heads) {
            return 0;
        }
        Numbers ranks = before.samples().ranks();
        return ranks.size() == 0 ? heads - 1 : ranks.at(ranks.size() - 1);
    }

    private static LineSnapshot snapshot(LuaReply<Read> reply, @Nullable LineSnapshot before) {
        LineSnapshot followed = before != null && reply.number(33) > 0 ? before : null;
        Numbers heads = new Numbers(numbers(reply.text(34)));
        Samples samples = samples(numbers(reply.text(35)));
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
                followed == null ? heads : followed.heads(),
                followed == null ? samples : followed.samples().and(samples),
                reply.text(36),
                reply.from(37).stream()
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
