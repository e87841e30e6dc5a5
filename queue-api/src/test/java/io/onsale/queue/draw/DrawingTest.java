package io.onsale.queue.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.testing.DrawsModel;
import io.onsale.queue.testing.LobbyModel;
import io.onsale.queue.testing.Policies;
import io.onsale.service.web.Unavailable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DrawingTest {
    private static final Instant OPENING = Instant.parse("2026-11-21T10:00:00Z");

    private final SalePolicy policy = Policies.opening(OPENING, LineOrder.RANDOM);
    private final SaleId sale = policy.sale();
    private final LobbyModel lobby = new LobbyModel();
    private final DrawsModel draws = new DrawsModel();
    private final DrawBook book = new DrawBook(draws);

    private Drawing drawing(Instant now) {
        return new Drawing(lobby, draws, book, Clock.fixed(now, ZoneOffset.UTC));
    }

    private void round() {
        drawing(OPENING).round(List.of(policy)).block();
    }

    private void registerAll(long fans) {
        lobby.open();
        LongStream.rangeClosed(1, fans).forEach(i -> lobby.register(new Registered(fan(i), i)));
    }

    private static FanId fan(long registration) {
        return new FanId("fan-" + registration);
    }

    private DrawRecord record() {
        return Objects.requireNonNull(draws.find(sale).block());
    }

    private Draw draw() {
        return Objects.requireNonNull(record().draw());
    }

    /** All of these, each under the number that the draw gives. */
    private Map<Long, FanId> inOrder(Iterable<Long> registrations) {
        Draw draw = draw();
        Map<Long, FanId> line = new TreeMap<>();
        registrations.forEach(registration -> line.put(draw.number(registration), fan(registration)));
        return line;
    }

    private static List<Long> upTo(long registrations) {
        return LongStream.rangeClosed(1, registrations).boxed().toList();
    }

    @Test
    void no_call_is_about_more_than_a_thousand_fans_however_many_are_in_the_lobby() {
        registerAll(25_500); // more than a round draws
        lobby.fix(25_500);
        round();
        round();

        assertThat(lobby.drawn()).isEqualTo(25_500);
        assertThat(lobby.most()).isEqualTo(Lobby.FANS_MAX).isEqualTo(1_000);
    }

    @Test
    void before_the_opening_nobody_is_drawn() {
        registerAll(10);
        lobby.fix(10);

        drawing(OPENING.minusMillis(1)).round(List.of(policy)).block();

        assertThat(lobby.line()).isEmpty();
        assertThat(record().registrations()).isNull();
    }

    @Test
    void a_line_that_has_not_seen_its_opening_yet_is_left_alone() {
        registerAll(10);

        round();

        assertThat(lobby.line()).isEmpty();
        assertThat(record().registrations()).isNull();
    }

    @Test
    void an_order_by_arrival_is_left_alone() {
        registerAll(10);
        lobby.fix(10);

        drawing(OPENING)
                .round(List.of(Policies.opening(OPENING, LineOrder.ARRIVAL)))
                .block();

        assertThat(lobby.line()).isEmpty();
    }

    @Test
    void everybody_gets_the_number_that_the_draw_gives_and_a_row_in_the_list() {
        registerAll(2_500);
        lobby.leave(fan(7));
        lobby.fix(2_500);

        round();

        List<Long> present = new ArrayList<>(upTo(2_500));
        present.remove(7L);
        assertThat(lobby.line()).isEqualTo(inOrder(present));
        assertThat(record().isComplete()).isTrue();
        Draw draw = draw();
        assertThat(draws.list(sale)).hasSize(2_499).allSatisfy((number, row) -> {
            assertThat(number).isEqualTo(draw.number(row.registration()));
            assertThat(row.fanTag()).isEqualTo(DrawList.fanTag(sale, fan(row.registration())));
        });
    }

    @Test
    void a_round_does_a_bounded_part_and_always_the_lowest_numbers() {
        registerAll(45_000);
        lobby.fix(45_000);

        round();

        assertThat(lobby.drawn()).isEqualTo(20_000);
        assertThat(record().drawn()).isEqualTo(20_000);
        assertThat(record().isComplete()).isFalse();
        assertThat(lobby.line().keySet()).containsExactlyElementsOf(upTo(20_000));
        round();
        round();
        assertThat(record().isComplete()).isTrue();
        assertThat(lobby.line()).isEqualTo(inOrder(upTo(45_000)));
    }

    @Test
    void an_empty_lobby_is_drawn_in_one_step() {
        lobby.open();
        lobby.fix(1_000_000); // all left, or their block was lost

        round();

        assertThat(record().isComplete()).isTrue();
        assertThat(draws.list(sale)).isEmpty();
    }

    @Test
    void nobody_at_all_is_a_complete_draw_too() {
        lobby.open();
        lobby.fix(0);

        round();

        assertThat(record().registrations()).isZero();
        assertThat(record().isComplete()).isTrue();
    }

    @Test
    void how_many_are_drawn_from_is_fixed_once_whatever_the_line_says_later() {
        registerAll(10);
        lobby.fix(10);
        draws.fix(sale, 12).block(); // another node, before the line was lost and fixed anew

        round();

        assertThat(record().registrations()).isEqualTo(12);
        assertThat(lobby.line()).isEqualTo(inOrder(upTo(10)));
    }

    @Test
    void a_line_that_was_lost_gets_its_draw_back() {
        registerAll(100);
        lobby.fix(100);
        round();
        lobby.lose();
        long number = Objects.requireNonNull(book.number(sale, fan(5), 5).block());
        lobby.restore(number, fan(5));

        round();

        assertThat(number).isEqualTo(draw().number(5));
        assertThat(lobby.drawn()).isEqualTo(100);
        assertThat(draws.list(sale)).hasSize(100); // fan 5 was in it already
    }

    @Test
    void who_comes_back_after_the_lobby_was_lost_undrawn_is_listed() {
        registerAll(100);
        lobby.fix(100);
        draws.fix(sale, 100).block();
        lobby.lose();
        round();
        assertThat(draws.list(sale)).isEmpty();

        long number = Objects.requireNonNull(book.number(sale, fan(5), 5).block());
        round();

        assertThat(draws.list(sale)).containsOnlyKeys(number);
    }

    @Test
    void who_got_into_the_lobby_behind_the_draws_back_is_drawn_with_the_next_round() {
        registerAll(10);
        lobby.leave(fan(3));
        lobby.fix(10);
        round();
        lobby.register(new Registered(fan(3), 3));

        round();

        assertThat(lobby.line()).isEqualTo(inOrder(upTo(10)));
        assertThat(draws.list(sale)).hasSize(10);
    }

    @Test
    void numbers_are_known_from_the_opening_on() {
        assertThat(book.registrations(sale).blockOptional()).isEmpty();
        assertThat(book.number(sale, fan(5), 5).blockOptional()).isEmpty();
        assertThat(book.number(sale, 5, 10)).isZero();

        draws.fix(sale, 10).block();

        assertThat(book.registrations(sale).block()).isEqualTo(10);
        assertThat(book.number(sale, fan(5), 5).block()).isEqualTo(draw().number(5));
        assertThat(book.number(sale, fan(11), 11).block()).isEqualTo(11); // came after the opening
        assertThat(book.number(sale, 5, 10)).isEqualTo(draw().number(5));
        assertThat(book.number(sale, 11, 10)).isEqualTo(11);
        assertThat(book.number(sale, 5, 12)).isZero(); // the line says something else, for a moment
    }

    // ---- nodes and stores that fail in between ----

    static LongStream seeds() {
        Long one = Long.getLong("onsale.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, 100);
    }

    /**
     * Several nodes draw one lobby in turns, while fans leave, steps fail before or after they are done, and the line is lost now and
     * then and everybody comes back by receipt. In the end everybody who stayed has the drawn number and a row. {@code -Donsale.seed=…}
     * plays one history again.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_fails_in_between_everybody_gets_the_drawn_number(long seed) {
        Random random = new Random(seed);
        long fans = random.nextInt(6_000);
        registerAll(fans);
        lobby.fix(fans);
        List<Drawing> nodes = List.of(flaky(random), flaky(random), flaky(random));
        List<Long> stayed = new ArrayList<>(upTo(fans));
        for (int step = 0; step < 30; step++) {
            nodes.get(random.nextInt(nodes.size()))
                    .round(List.of(policy))
                    .onErrorComplete(Unavailable.class)
                    .block();
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3 -> leave(random, stayed);
                case 4 -> loseAndComeBack(stayed, fans);
                default -> {}
            }
        }

        round();
        round();
        assertThat(lobby.line()).as("seed %d", seed).isEqualTo(inOrder(stayed));
        assertThat(draws.list(sale).keySet()).containsAll(lobby.line().keySet());
        assertThat(record().isComplete()).isTrue();
    }

    private void leave(Random random, List<Long> stayed) {
        long registration = stayed.isEmpty() ? 0 : stayed.get(random.nextInt(stayed.size()));
        if (lobby.lobby().containsKey(registration)) {
            lobby.leave(fan(registration));
            stayed.remove(registration);
        }
    }

    /** A new epoch begins with a new block of numbers; what was fixed stays fixed. */
    private void loseAndComeBack(List<Long> stayed, long fans) {
        lobby.lose();
        for (long registration : stayed) {
            Long number = book.number(sale, fan(registration), registration).block();
            if (number == null) {
                lobby.register(new Registered(fan(registration), registration));
            } else {
                lobby.restore(number, fan(registration));
            }
        }
        lobby.fix(fans + 10_000);
    }

    /** A node whose steps are lost before or after they are done, one in six. */
    private Drawing flaky(Random random) {
        Lobby flakyLobby = new Lobby() {
            @Override
            public Mono<LobbyView> look(SaleId id, List<Long> registrations) {
                return flaky(random, lobby.look(id, registrations));
            }

            @Override
            public Mono<List<Registered>> lowest(SaleId id) {
                return flaky(random, lobby.lowest(id));
            }

            @Override
            public Mono<DrawOutcome> draw(SaleId id, long all, long from, long to, List<DrawnFan> some) {
                return flaky(random, lobby.draw(id, all, from, to, some));
            }
        };
        Draws flakyDraws = new Draws() {
            @Override
            public Mono<Void> commit() {
                return draws.commit();
            }

            @Override
            public Mono<DrawRecord> find(SaleId id) {
                return flaky(random, draws.find(id));
            }

            @Override
            public Mono<DrawRecord> fix(SaleId id, long registrations) {
                return flaky(random, draws.fix(id, registrations));
            }

            @Override
            public Mono<Void> list(SaleId id, List<ListedFan> some) {
                return flaky(random, draws.list(id, some));
            }

            @Override
            public Mono<Void> advance(SaleId id, long drawn) {
                return flaky(random, draws.advance(id, drawn));
            }

            @Override
            public Mono<List<ListedFan>> page(SaleId id, long number) {
                return draws.page(id, number);
            }
        };
        return new Drawing(flakyLobby, flakyDraws, new DrawBook(flakyDraws), Clock.fixed(OPENING, ZoneOffset.UTC));
    }

    private static <T> Mono<T> flaky(Random random, Mono<T> call) {
        Mono<T> lost = Mono.error(() -> new Unavailable("it"));
        return Mono.defer(() -> switch (random.nextInt(12)) {
            case 0 -> lost;
            case 1 -> call.then(lost);
            default -> call;
        });
    }

    @Test
    void a_row_that_could_not_be_written_is_written_later() {
        draws.fix(sale, 10).block();
        List<Mono<Void>> answers = new ArrayList<>(List.of(Mono.error(new Unavailable("the database"))));
        Draws once = new DrawsModel() {
            @Override
            public Mono<Void> list(SaleId id, List<ListedFan> fans) {
                return answers.isEmpty() ? super.list(id, fans) : answers.removeFirst();
            }
        };
        once.fix(sale, 10).block();
        DrawBook ofOnce = new DrawBook(once);
        ofOnce.number(sale, fan(5), 5).block();

        StepVerifier.create(ofOnce.listComebacks()).verifyError(Unavailable.class);
        ofOnce.listComebacks().block();

        assertThat(once.page(sale, 0).block()).hasSize(1);
    }
}
