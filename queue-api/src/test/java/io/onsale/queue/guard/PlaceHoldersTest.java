package io.onsale.queue.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.guard.PlaceHolders.Holding;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.testing.LineOnRedis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** Which fans need no proof, compared with what a join then does: a fan who gets a new number must have needed one. */
class PlaceHoldersTest {
    private static final FanId ANN = new FanId("ann");
    private static final Duration WINDOW = Limits.CLAIM_WINDOW_DEFAULT;
    private static final Duration REENTRY = Duration.ofMinutes(10);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    private final LineOnRedis line = new LineOnRedis(redis.url(), 1_000);
    private Instant now = line.now(); // read in advance: the Redis threads must not wait for Redis
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final SaleBook book = new SaleBook(line.sales(), clock);
    private final PlaceHolders holders = PlaceHolders.in(line.bean(WaitingLine.class), book, clock);
    private SalePolicy policy = line.open(1, 1_000);

    @AfterEach
    void close() {
        line.close();
    }

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LineOnRedis.TIMEOUT));
    }

    private JoinOutcome join() {
        return get(line.bean(WaitingLine.class).join(policy.sale(), ANN, WaitingLine.NO_KEY));
    }

    private void tick() {
        line.letTimePass(Duration.ofSeconds(1));
        get(line.bean(Gate.class).admit(policy.sale()));
    }

    private void missTheTurn() {
        line.letTimePass(WINDOW);
        tick();
        assertThat(state()).isEqualTo(PlaceState.MISSED);
    }

    private PlaceState state() {
        return Objects.requireNonNull(line.places(policy.sale()).get(ANN.value()))
                .state();
    }

    private void bring(SaleState state) {
        policy = line.add(policy.in(state, "", line.now()));
        line.bean(LineControl.class).apply(policy).block(LineOnRedis.TIMEOUT);
    }

    private boolean hasPlace() {
        now = line.now();
        book.refresh().block(LineOnRedis.TIMEOUT);
        return get(holders.find(policy.sale(), ANN)) == Holding.HOLDS;
    }

    private void holdsAPlace() {
        assertThat(hasPlace()).isTrue();
        assertThat(join()).isInstanceOf(JoinOutcome.Present.class);
    }

    private void holdsNone() {
        assertThat(hasPlace()).isFalse();
        assertThat(join()).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void a_live_place_is_held() {
        holdsNone();
        assertThat(state()).isEqualTo(PlaceState.READY);
        holdsAPlace();
        get(line.bean(Claims.class).claim(policy.sale(), ANN, "pass-1"));
        assertThat(state()).isEqualTo(PlaceState.ADMITTED);
        holdsAPlace();
    }

    @Test
    void a_fan_who_has_bought_or_left_holds_no_place() {
        join();
        get(line.bean(WaitingLine.class).end(policy.sale(), ANN, Ending.SERVED));
        holdsNone();
        get(line.bean(WaitingLine.class).end(policy.sale(), ANN, Ending.LEFT));
        holdsNone();
    }

    @Test
    void a_fan_who_missed_the_turn_may_come_back_once() {
        join();
        missTheTurn();
        holdsAPlace();
        tick();
        assertThat(state()).isEqualTo(PlaceState.READY);

        missTheTurn();
        holdsNone();
    }

    @Test
    void a_fan_who_comes_back_too_late_holds_no_place() {
        join();
        missTheTurn();
        line.letTimePass(REENTRY);
        holdsNone();
    }

    @Test
    void the_time_to_come_back_stops_while_the_sale_is_paused() {
        join();
        missTheTurn();
        bring(SaleState.PAUSED);
        line.letTimePass(REENTRY);
        assertThat(hasPlace()).isTrue();
        bring(SaleState.RUNNING);
        holdsAPlace();
    }
}
