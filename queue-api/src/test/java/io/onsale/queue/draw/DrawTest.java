package io.onsale.queue.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {
    private static final SaleId SALE = new SaleId("sale-1");
    private static final DrawSeed SEED = counting();

    /** Of the seeds that the statistics are made with; {@code -Donsale.seed=…} takes others. */
    private static final long RANDOM_SEED = Long.getLong("onsale.seed", 20_261_121L);

    /** The bytes 0, 1, 2 … 31. */
    private static DrawSeed counting() {
        byte[] bytes = new byte[DrawSeed.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return new DrawSeed(bytes);
    }

    private static Draw draw(long registrations) {
        return new Draw(SEED, SALE, registrations);
    }

    private static void assertBijection(long registrations) {
        Draw draw = draw(registrations);
        BitSet numbers = new BitSet();
        for (long registration = 1; registration <= registrations; registration++) {
            long number = draw.number(registration);
            if (number < 1 || number > registrations || draw.registration(number) != registration) {
                throw new AssertionError(registration + " of " + registrations + " goes to " + number + " and back to "
                        + draw.registration(number));
            }
            numbers.set((int) number);
        }
        assertThat(numbers.cardinality()).as("numbers of %d", registrations).isEqualTo((int) registrations);
    }

    @Test
    void each_registration_has_one_number_and_each_number_one_registration_for_every_small_lobby() {
        for (int registrations = 1; registrations <= 2_000; registrations++) {
            assertBijection(registrations);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4_095, 4_096, 4_097, 16_384, 16_385, 65_537, 1_000_003})
    void each_registration_has_one_number_and_each_number_one_registration(long registrations) {
        assertBijection(registrations);
    }

    @Test
    void the_largest_lobby_goes_there_and_back() {
        Draw draw = draw(Draw.REGISTRATIONS_MAX);

        LongStream.of(1, 2, 1_234_567_890, Draw.REGISTRATIONS_MAX)
                .forEach(registration ->
                        assertThat(draw.registration(draw.number(registration))).isEqualTo(registration));
    }

    @Test
    void an_empty_lobby_draws_nobody_and_a_single_fan_is_first() {
        assertThat(draw(0).registrations()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> draw(0).number(1));
        assertThat(draw(1).number(1)).isEqualTo(1);
    }

    @Test
    void what_was_not_drawn_from_has_no_number() {
        assertThatIllegalArgumentException().isThrownBy(() -> draw(10).number(0));
        assertThatIllegalArgumentException().isThrownBy(() -> draw(10).number(11));
        assertThatIllegalArgumentException().isThrownBy(() -> draw(10).registration(11));
        assertThatIllegalArgumentException().isThrownBy(() -> draw(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> draw(Draw.REGISTRATIONS_MAX + 1));
    }

    /** Made by another program from the description alone: the algorithm must never change under its name. */
    @ParameterizedTest
    @CsvSource({
        "1000,       1,          5",
        "1000,       2,          809",
        "1000,       500,        423",
        "1000,       1000,       240",
        "4097,       1,          1834",
        "4097,       4096,       294",
        "4097,       4097,       2368",
        "1000003,    1,          205857",
        "1000003,    777777,     972940",
        "1000003,    1000003,    365720",
        "2147483647, 1,          760697439",
        "2147483647, 1234567890, 1540561603",
        "2147483647, 2147483647, 1893537584",
    })
    void numbers_are_as_the_description_says(long registrations, long registration, long number) {
        assertThat(draw(registrations).number(registration)).isEqualTo(number);
    }

    @Test
    void a_whole_small_draw_is_as_the_description_says() {
        assertThat(order(draw(10))).isEqualTo("6 9 5 8 3 1 7 10 2 4");
        assertThat(SEED.commitment()).isEqualTo("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
        assertThat(DrawList.fanTag(SALE, new FanId("fan-1"))).isEqualTo("8701c6984c08b60f");
    }

    @Test
    void one_registration_more_or_another_sale_or_seed_is_another_draw() {
        String order = order(draw(50));

        assertThat(order(draw(51))).isNotEqualTo(order).doesNotStartWith(order);
        assertThat(order(new Draw(SEED, new SaleId("sale-2"), 50))).isNotEqualTo(order);
        assertThat(order(new Draw(DrawSeed.next(), SALE, 50))).isNotEqualTo(order);
    }

    /** Every order of so few fans is as likely as any other. */
    @ParameterizedTest
    @CsvSource({"3, 6", "4, 24", "5, 120"})
    void all_orders_are_equally_likely(int registrations, int orders) {
        Random random = new Random(RANDOM_SEED);
        int draws = orders * 200;
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            seen.merge(order(new Draw(seed(random), SALE, registrations)), 1, Integer::sum);
        }

        assertThat(seen).hasSize(orders);
        assertUniform(seen, orders, draws);
    }

    @Test
    void everybody_is_first_equally_often() {
        Random random = new Random(RANDOM_SEED);
        int registrations = 1_000;
        int draws = 30_000;
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            long winner = new Draw(seed(random), SALE, registrations).registration(1);
            first.merge(Long.toString(winner), 1, Integer::sum);
        }

        assertUniform(first, registrations, draws);
    }

    private static DrawSeed seed(Random random) {
        byte[] bytes = new byte[DrawSeed.BYTES];
        random.nextBytes(bytes);
        return new DrawSeed(bytes);
    }

    private static String order(Draw draw) {
        return IntStream.rangeClosed(1, (int) draw.registrations())
                .mapToObj(registration -> Long.toString(draw.number(registration)))
                .collect(Collectors.joining(" "));
    }

    /** Chi-square within four standard deviations of what chance makes of it: wrong once in ten thousand seeds. */
    private static void assertUniform(Map<String, Integer> seen, int cells, int draws) {
        double expected = (double) draws / cells;
        double chiSquare = (cells - seen.size()) * expected;
        for (int count : seen.values()) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        double freedom = cells - 1;
        assertThat(chiSquare)
                .as("chi-square with %s degrees of freedom, -Donsale.seed=%s", freedom, RANDOM_SEED)
                .isBetween(freedom - 4 * Math.sqrt(2 * freedom), freedom + 4 * Math.sqrt(2 * freedom));
    }

    @Test
    void a_seed_does_not_show_itself() {
        DrawSeed seed = DrawSeed.next();

        assertThat(seed.toString()).doesNotContain(seed.hex()).contains(seed.commitment());
        assertThat(DrawSeed.parse(seed.hex()).bytes()).isEqualTo(seed.bytes());
        assertThat(DrawSeed.next().hex()).isNotEqualTo(seed.hex());
        assertThatIllegalArgumentException().isThrownBy(() -> new DrawSeed(new byte[31]));
    }
}
