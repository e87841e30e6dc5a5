package io.onsale.queue.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.Lobby.DrawOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every lobby does, the one in Redis and the model. */
public abstract class LobbyContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    protected final SaleId sale = SaleId.next();

    protected abstract Lobby lobby();

    /** The sale has a line, and its lobby is open. */
    protected abstract void open();

    /** As a join before the opening does. */
    protected abstract void register(Registered fan);

    protected abstract void leave(FanId fan);

    /** As the first script after the opening does. */
    protected abstract void fix(long registrations);

    /** Who is in the line, by number; each with the record of one who waits. */
    protected abstract Map<Long, String> line();

    private void registerAll(long fans) {
        LongStream.rangeClosed(1, fans).forEach(i -> register(new Registered(new FanId("fan-" + i), i)));
    }

    private LobbyView look(Long... registrations) {
        return Objects.requireNonNull(lobby().look(sale, List.of(registrations)).block(TIMEOUT));
    }

    private DrawOutcome draw(long registrations, long from, long to, DrawnFan... fans) {
        return Objects.requireNonNull(
                lobby().draw(sale, registrations, from, to, List.of(fans)).block(TIMEOUT));
    }

    private static DrawnFan drawn(long number, long registration) {
        return new DrawnFan(number, registration, new FanId("fan-" + registration));
    }

    @Test
    void a_sale_without_a_line_has_no_lobby() {
        assertThat(lobby().look(sale, List.of(1L)).block(TIMEOUT)).isNull();
        assertThat(draw(3, 0, 3, drawn(1, 1))).isEqualTo(DrawOutcome.OUTDATED);
    }

    @Test
    void before_the_opening_nothing_is_fixed() {
        open();
        registerAll(3);

        assertThat(look()).isEqualTo(new LobbyView(null, 0, 3, List.of()));
    }

    @Test
    void those_who_are_there_are_found_by_registration_in_the_order_asked() {
        open();
        registerAll(5);
        leave(new FanId("fan-4"));
        fix(5);

        assertThat(look(5L, 4L, 77L, 1L))
                .isEqualTo(new LobbyView(
                        5L,
                        0,
                        4,
                        List.of(new Registered(new FanId("fan-5"), 5), new Registered(new FanId("fan-1"), 1))));
    }

    @Test
    void the_lowest_come_by_registration() {
        open();
        registerAll(3);
        leave(new FanId("fan-1"));

        assertThat(lobby().lowest(sale).block(TIMEOUT))
                .containsExactly(new Registered(new FanId("fan-2"), 2), new Registered(new FanId("fan-3"), 3));
    }

    @Test
    void who_is_drawn_is_in_the_line_and_not_in_the_lobby() {
        open();
        registerAll(3);
        fix(3);

        assertThat(draw(3, 0, 2, drawn(1, 3), drawn(2, 1))).isEqualTo(DrawOutcome.DRAWN);

        assertThat(line()).isEqualTo(Map.of(1L, "fan-3", 2L, "fan-1"));
        assertThat(look(1L, 2L, 3L)).isEqualTo(new LobbyView(3L, 2, 1, List.of(new Registered(new FanId("fan-2"), 2))));
    }

    @Test
    void a_draw_that_comes_too_late_does_nothing() {
        open();
        registerAll(3);
        fix(3);
        draw(3, 0, 2, drawn(1, 3), drawn(2, 1));

        assertThat(draw(3, 0, 2, drawn(1, 3), drawn(2, 1))).isEqualTo(DrawOutcome.OUTDATED);
        assertThat(draw(3, 0, 3, drawn(3, 2))).isEqualTo(DrawOutcome.OUTDATED);

        assertThat(line()).isEqualTo(Map.of(1L, "fan-3", 2L, "fan-1"));
        assertThat(look().drawn()).isEqualTo(2);
    }

    @Test
    void who_has_left_or_has_another_registration_is_passed_over() {
        open();
        registerAll(3);
        leave(new FanId("fan-2"));
        fix(3);

        assertThat(draw(3, 0, 3, drawn(1, 2), new DrawnFan(2, 9, new FanId("fan-1")), drawn(3, 3)))
                .isEqualTo(DrawOutcome.DRAWN);

        assertThat(line()).isEqualTo(Map.of(3L, "fan-3"));
        assertThat(look(1L).present()).containsExactly(new Registered(new FanId("fan-1"), 1));
    }

    @Test
    void numbers_without_anybody_are_drawn_too() {
        open();
        fix(4_000);

        assertThat(draw(4_000, 0, 4_000)).isEqualTo(DrawOutcome.DRAWN);
        assertThat(look()).isEqualTo(new LobbyView(4_000L, 4_000, 0, List.of()));
    }

    @Test
    void stragglers_come_into_the_line_though_all_numbers_are_drawn() {
        open();
        registerAll(2);
        fix(2);
        draw(2, 0, 2);

        assertThat(draw(2, 2, 2, drawn(2, 1))).isEqualTo(DrawOutcome.DRAWN);

        assertThat(line()).isEqualTo(Map.of(2L, "fan-1"));
        assertThat(look().drawn()).isEqualTo(2);
    }

    @Test
    void what_was_fixed_for_good_is_what_counts() {
        open();
        fix(70);

        assertThat(draw(50, 0, 10)).isEqualTo(DrawOutcome.DRAWN);
        assertThat(look().registrations()).isEqualTo(50);
    }
}
