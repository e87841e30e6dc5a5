package io.onsale.seat.rebuild;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.embedded.RedisCluster;
import io.onsale.embedded.RedisPair;
import io.onsale.embedded.RedisProcess;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.Reservation.ReservedSeat;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.Cable;
import io.onsale.seat.testing.SaleBuilder;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.testing.SlotMove;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fans hold and reserve seats while the Redis server that has them dies, hangs, or gives them away. In between requests are answered 503; at
 * the end everything acknowledged is there, once, and Redis shows it.
 */
class FailoverTest {
    private static final int SOME = 10; // reservations

    @TempDir
    private static @Nullable Path folder;

    private static @Nullable RedisCluster started;
    private static @Nullable SeatService onCluster;

    private final RedisCluster cluster = Objects.requireNonNull(started);
    private final SeatService service = Objects.requireNonNull(onCluster);
    private final Performance performance = service.publish(hall());

    private static SaleBuilder hall() {
        SaleBuilder hall = aSale();
        for (char row = 'A'; row <= 'P'; row++) {
            hall.withRow(String.valueOf(row), 100);
        }
        return hall;
    }

    @BeforeAll
    static void start() {
        started = RedisCluster.in(Objects.requireNonNull(folder).resolve("cluster"))
                .start();
        onCluster = SeatService.on(started.url());
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(onCluster).close();
        Objects.requireNonNull(started).close();
    }

    @Test
    void a_replica_takes_over_that_lacks_the_newest_reservations() {
        RedisProcess primary = owner();
        RedisProcess replica = cluster.replicaOf(primary);
        try (BookingCrowd crowd = new BookingCrowd(service, performance)) {
            crowd.awaitMore(SOME);
            cutOff(primary, replica);
            crowd.awaitMore(SOME); // which it never gets
            primary.kill();
            replica.thaw();
            crowd.awaitMore(SOME);
            verify(service, performance, crowd);
            assertThat(crowd.unavailable()).isPositive();
        }

        assertThat(owner()).isSameAs(replica);
        primary.start();
        cluster.awaitComplete();
    }

    @Test
    void a_primary_hangs_and_wakes_up_when_another_one_has_its_place() {
        RedisProcess primary = owner();
        try (BookingCrowd crowd = new BookingCrowd(service, performance)) {
            crowd.awaitMore(SOME);
            primary.freeze();
            crowd.awaitMore(SOME);
            primary.thaw();
            crowd.awaitMore(SOME);
            verify(service, performance, crowd);
        }

        assertThat(owner()).isNotSameAs(primary);
        cluster.awaitComplete();
    }

    @Test
    void the_seats_move_to_another_primary() {
        RedisProcess to;
        try (BookingCrowd crowd = new BookingCrowd(service, performance)) {
            crowd.awaitMore(SOME);
            to = SlotMove.begin(cluster, states(performance)).moveKeys().end();
            crowd.awaitMore(SOME);
            verify(service, performance, crowd);
        }

        assertThat(owner()).isSameAs(to);
    }

    @Test
    void without_a_cluster_the_address_leads_to_the_promoted_replica() {
        try (RedisPair pair = RedisPair.in(Objects.requireNonNull(folder).resolve("pair"))
                        .start();
                Cable address = new Cable("127.0.0.1", pair.primary().port());
                SeatService own = SeatService.on("redis://127.0.0.1:" + address.port())) {
            Performance show = own.publish(hall());
            try (BookingCrowd crowd = new BookingCrowd(own, show)) {
                crowd.awaitMore(SOME);
                cutOff(pair.primary(), pair.replica());
                crowd.awaitMore(SOME);
                pair.primary().kill();
                pair.replica().thaw();
                pair.promote();
                address.leadTo(pair.replica().port());
                crowd.awaitMore(SOME);
                verify(own, show, crowd);
            }
        }
    }

    /** From now on the replica gets nothing more. */
    private static void cutOff(RedisProcess primary, RedisProcess replica) {
        replica.freeze();
        primary.call("CLIENT", "KILL", "TYPE", "replica"); // else it would read later what was sent meanwhile
    }

    /** The crowd stops; the answers that it got must be true. */
    private static void verify(SeatService service, Performance performance, BookingCrowd crowd) {
        crowd.close();
        List<Reservation> acknowledged = crowd.reserved();
        List<ReservedSeat> seats =
                acknowledged.stream().flatMap(each -> each.seats().stream()).toList();

        assertThat(crowd.failures()).as("only 503").isEmpty();
        assertThat(seats)
                .extracting(ReservedSeat::index)
                .as("one holder per seat")
                .doesNotHaveDuplicates();
        assertThat(service.sql("select reservation_id from reservation where state = 'RESERVED' and performance_id = '"
                        + performance.id() + "'"))
                .as("in Postgres")
                .containsAll(
                        acknowledged.stream().map(each -> each.id().value()).toList());
        assertThat(Long.parseLong(
                        service.sql("select epoch from performance where performance_id = '" + performance.id() + "'")
                                .getFirst()))
                .as("rebuilt on the other server")
                .isGreaterThan(1);
        eventually(() -> {
            String states = service.states(performance);
            assertThat(seats)
                    .as("in Redis")
                    .allSatisfy(seat -> assertThat(states.charAt(seat.index())).isEqualTo('1'));
        });
    }

    private RedisProcess owner() {
        return cluster.ownerOf(states(performance));
    }

    private static String states(Performance performance) {
        return SeatKeys.of(performance.sale(), performance.id()).states();
    }
}
