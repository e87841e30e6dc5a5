package io.onsale.queue.replica.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.replica.LineReader;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.testing.LineOnRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An incremental read gives the same result as a full one. With three heads and a short line, every rank is known exactly. */
@AlsoOnCluster
class RedisLineReaderTest {
    private static final int HEADS = 3;
    private static final int SEEDS = 40;
    private static final int STEPS = 40;
    private static final int FANS = 45; // ranks below 50 are all sampled
    private static final int BLOCK_SIZE = 1_000;

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    private static LineOnRedis redis(UnaryOperator<String> change) {
        return new LineOnRedis(server.url(), BLOCK_SIZE, change);
    }

    private static LineReader reader(LineOnRedis redis) {
        return new RedisLineReader(redis.scripts(), HEADS);
    }

    private static void join(LineOnRedis redis, SaleId sale, String fan) {
        redis.bean(WaitingLine.class)
                .join(sale, new FanId(fan), WaitingLine.NO_KEY)
                .block(LineOnRedis.TIMEOUT);
    }

    private static LineSnapshot read(LineReader reader, SaleId sale, LineSnapshot before) {
        return Objects.requireNonNull(reader.read(sale, before).block(LineOnRedis.TIMEOUT));
    }

    private static LineSnapshot firstRead(LineReader reader, SaleId sale) {
        return Objects.requireNonNull(reader.read(sale, null).block(LineOnRedis.TIMEOUT));
    }

    /** Checks each waiting number and how many are ahead of it. */
    private static void assertRanks(LineOnRedis redis, SaleId sale, LineSnapshot snapshot, String history) {
        List<Long> numbers = redis.places(sale).values().stream()
                .filter(place -> place.state() == PlaceState.WAITING)
                .map(Place::number)
                .sorted()
                .toList();
        assertThat(numbers.stream().map(number -> rank(snapshot, number)).toList())
                .as(history)
                .isEqualTo(IntStream.range(0, numbers.size())
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(snapshot.waiting()).as(history).isEqualTo(numbers.size());
    }

    /** The position as {@link LineSnapshot} computes it when all ranks are known. */
    private static long rank(LineSnapshot snapshot, long number) {
        for (int i = 0; i < snapshot.heads().size(); i++) {
            if (snapshot.heads().at(i) == number) {
                return i;
            }
        }
        for (int i = 0; i < snapshot.samples().numbers().size(); i++) {
            if (snapshot.samples().numbers().at(i) == number) {
                return snapshot.samples().ranks().at(i);
            }
        }
        return -1;
    }

    @Test
    void while_fans_only_join_known_ranks_are_not_read_again() {
        try (LineOnRedis redis = redis(UnaryOperator.identity())) {
            SaleId sale = redis.open(0, 10).sale();
            IntStream.range(0, 10).forEach(i -> join(redis, sale, "early" + i));
            LineReader reader = reader(redis);
            LineSnapshot first = firstRead(reader, sale);
            IntStream.range(0, 10).forEach(i -> join(redis, sale, "late" + i));

            LineSnapshot second = read(reader, sale, first);

            assertThat(second.heads()).isSameAs(first.heads());
            assertRanks(redis, sale, second, "10 joined");
            assertThat(read(reader, sale, second).samples()).isSameAs(second.samples());
        }
    }

    @Test
    void the_ranks_match_the_line_in_random_histories() {
        try (LineOnRedis redis = redis(UnaryOperator.identity())) {
            playAll(redis);
        }
    }

    @Test
    void a_read_that_ignores_the_log_is_caught() {
        try (LineOnRedis redis = redis(script -> script.replace("#entries == 0 and", ""))) {
            assertThatThrownBy(() -> playAll(redis)).isInstanceOf(AssertionError.class);
        }
    }

    private static void playAll(LineOnRedis redis) {
        for (long seed = 0; seed < SEEDS; seed++) {
            play(redis, seed);
        }
    }

    private static void play(LineOnRedis redis, long seed) {
        Random random = new Random(seed);
        SalePolicy policy = redis.open(2 + random.nextInt(5), 1 + random.nextInt(10));
        SaleId sale = policy.sale();
        LineReader reader = reader(redis);
        LineSnapshot snapshot = firstRead(reader, sale);
        for (int i = 0; i < STEPS; i++) {
            String step = step(redis, sale, random);
            snapshot = read(reader, sale, snapshot);
            assertRanks(redis, sale, snapshot, "seed " + seed + ", step " + i + ": " + step);
        }
        redis.wipe(sale);
    }

    private static String step(LineOnRedis redis, SaleId sale, Random random) {
        String fan = "fan-" + random.nextInt(FANS);
        int dice = random.nextInt(10);
        if (dice < 6) {
            join(redis, sale, fan);
            return "join " + fan;
        }
        if (dice < 7) {
            redis.bean(WaitingLine.class).end(sale, new FanId(fan), Ending.LEFT).block(LineOnRedis.TIMEOUT);
            return "leave " + fan;
        }
        if (dice < 8) {
            redis.bean(AbsenceReports.class)
                    .report(sale, List.of(new FanId(fan)), List.of())
                    .block(LineOnRedis.TIMEOUT);
            return "gone " + fan;
        }
        redis.letTimePass(Duration.ofSeconds(1 + random.nextInt(70)));
        redis.bean(Gate.class).admit(sale).block(LineOnRedis.TIMEOUT);
        return "admit";
    }

    @Test
    void a_draw_that_moves_fans_into_the_line_is_noticed_without_log_entries() {
        try (LineOnRedis redis = redis(UnaryOperator.identity())) {
            SaleId sale = redis.open(0, 10).sale();
            IntStream.range(0, 10).forEach(i -> join(redis, sale, "fan" + i));
            LineKeys keys = LineKeys.of(sale);
            LineReader reader = reader(redis);
            LineSnapshot first = firstRead(reader, sale);

            redis.redis().hset(keys.control(), Map.of("registrations", "20", "drawn", "1"));
            redis.redis().zadd(keys.line(), 0, "drawn");
            LineSnapshot second = read(reader, sale, first);
            redis.redis().zadd(keys.lobby(), 1, "straggler");
            LineSnapshot third = read(reader, sale, second);
            redis.redis().zrem(keys.lobby(), "straggler");
            redis.redis().zadd(keys.line(), 0, "straggler");
            LineSnapshot fourth = read(reader, sale, third);

            assertThat(second.heads()).isNotSameAs(first.heads());
            assertThat(fourth.heads()).isNotSameAs(third.heads());
            assertThat(fourth.samples().ranks().size()).isEqualTo(12 - HEADS);
        }
    }
}
