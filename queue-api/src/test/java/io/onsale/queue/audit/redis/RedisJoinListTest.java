package io.onsale.queue.audit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.XAddArgs;
import io.onsale.kernel.event.OnsaleEvent.GivenPlace;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.line.LineKeys;
import io.onsale.service.testing.RedisLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@AlsoOnCluster
class RedisJoinListTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    private static RedisLink connection;

    private final SaleId sale = SaleId.next();
    private final LineKeys keys = LineKeys.of(sale);

    @BeforeAll
    static void connect() {
        connection = RedisLink.to(redis.url());
    }

    @AfterAll
    static void disconnect() {
        connection.close();
    }

    @BeforeEach
    void open() {
        connection.sync().hset(keys.control(), "state", "RUNNING");
    }

    @Test
    void batches_are_read_as_the_line_wrote_them() {
        String first = add(1_800_000_000_000L, "1 ann 2 ben");
        add(1_800_000_000_001L, "3 cleo");

        assertThat(oldest()).hasSize(2);
        assertThat(oldest().getFirst())
                .isEqualTo(new PlacesGiven(
                        sale.value(),
                        first,
                        4,
                        List.of(new GivenPlace(1, "ann"), new GivenPlace(2, "ben")),
                        Instant.ofEpochMilli(1_800_000_000_000L)));
    }

    @Test
    void published_joins_are_removed_and_the_rest_stays() {
        add(1, "1 ann");
        String second = add(2, "2 ben");
        String third = add(3, "3 cleo");

        assertThat(takeOff(second)).isZero();

        assertThat(oldest()).map(PlacesGiven::entryId).containsExactly(third);
        assertThat(takeOff(second)).isZero(); // a repetition after a lost reply
        assertThat(oldest()).hasSize(1);
    }

    @Test
    void joins_dropped_before_publication_are_counted_once() {
        add(1, "1 ann");
        takeOff(add(2, "2 ben"));
        add(3, "3 cleo");
        add(4, "4 dora");
        connection.sync().xadd(keys.joins(), XAddArgs.Builder.maxlen(2).exactTrimming(), fields(5, "5 eve"));

        String oldest = oldest().getFirst().entryId();

        assertThat(takeOff(oldest)).isEqualTo(1);
        assertThat(takeOff(oldest)).isZero();
    }

    @Test
    void a_lost_line_is_not_written_to() {
        connection.sync().del(keys.control());
        String id = add(1, "1 ann");

        assertThat(takeOff(id)).isZero();

        assertThat(connection.sync().exists(keys.control())).isZero();
        assertThat(oldest()).isEmpty();
    }

    private static RedisJoinList joins() {
        return new RedisJoinList(connection.scripts());
    }

    private String add(long ms, String places) {
        return connection.sync().xadd(keys.joins(), fields(ms, places));
    }

    private static Map<String, String> fields(long ms, String places) {
        return Map.of("t", Long.toString(ms), "e", "4", "p", places);
    }

    private List<PlacesGiven> oldest() {
        return Objects.requireNonNull(joins().oldest(sale).block(TIMEOUT));
    }

    private long takeOff(String entry) {
        return Objects.requireNonNull(joins().takeOff(sale, entry).block(TIMEOUT));
    }
}
