package io.onsale.queue.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.guard.Refusal.Of;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.service.limit.Network;
import io.onsale.service.limit.Rate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinLimitsTest {
    private static final Rate TEN_IN_TEN_SECONDS = new Rate(10, Duration.ofSeconds(10), 10);
    private static final Rate THREE_A_SECOND = new Rate(3, Duration.ofSeconds(1), 6);
    private static final FanId ANN = new FanId("ann");
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.7");

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may start anywhere: it overflows during the test

    @Test
    void a_fan_has_a_burst_and_then_one_per_second() {
        JoinLimits limits = limits(TEN_IN_TEN_SECONDS, Rate.UNLIMITED);

        assertThat(passed(limits, ANN, HERE, 12)).isEqualTo(10);
        assertThat(limits.refusal(ANN, HERE)).isEqualTo(new TooMany(Of.FAN, Duration.ofSeconds(1)));
        letPass(Duration.ofMillis(999));
        assertThat(passed(limits, ANN, HERE, 1)).isZero();
        letPass(Duration.ofMillis(1));
        assertThat(passed(limits, ANN, HERE, 2)).isEqualTo(1);
        letPass(Duration.ofHours(1));
        assertThat(passed(limits, ANN, HERE, 20)).isEqualTo(10);
    }

    @Test
    void the_wait_is_in_whole_seconds_and_long_enough() {
        JoinLimits limits = limits(new Rate(2, Duration.ofSeconds(7), 2), Rate.UNLIMITED);
        passed(limits, ANN, HERE, 2);

        Duration wait = Objects.requireNonNull(limits.refusal(ANN, HERE)).retryAfter();
        letPass(wait);

        assertThat(wait).isEqualTo(Duration.ofSeconds(4));
        assertThat(limits.refusal(ANN, HERE)).isNull();
    }

    @Test
    void one_fan_does_not_use_up_the_limit_of_another() {
        JoinLimits limits = limits(TEN_IN_TEN_SECONDS, Rate.UNLIMITED);
        passed(limits, ANN, HERE, 50);

        assertThat(passed(limits, new FanId("ben"), HERE, 10)).isEqualTo(10);
    }

    @Test
    void all_fans_of_an_address_share_its_limit() {
        JoinLimits limits = limits(TEN_IN_TEN_SECONDS, THREE_A_SECOND);

        int passed = 0;
        for (int i = 0; i < 20; i++) {
            passed += passed(limits, new FanId("fan" + i), HERE, 1);
        }

        assertThat(passed).isEqualTo(6);
        assertThat(Objects.requireNonNull(limits.refusal(new FanId("next"), HERE))
                        .of())
                .isEqualTo(Of.ADDRESS);
        assertThat(limits.refusal(new FanId("away"), InetAddress.ofLiteral("192.0.2.8")))
                .isNull();
        letPass(Duration.ofSeconds(1));
        assertThat(passed(limits, new FanId("later"), HERE, 9)).isEqualTo(3);
    }

    @Test
    void a_fan_beyond_the_limit_does_not_use_up_the_limit_of_the_address() {
        JoinLimits limits = limits(new Rate(1, Duration.ofSeconds(1), 1), THREE_A_SECOND);
        passed(limits, ANN, HERE, 100);

        assertThat(passed(limits, new FanId("b1"), HERE, 1)
                        + passed(limits, new FanId("b2"), HERE, 1)
                        + passed(limits, new FanId("b3"), HERE, 1))
                .isEqualTo(3);
    }

    @Test
    void an_ipv6_household_counts_as_one_address() {
        JoinLimits limits = limits(Rate.UNLIMITED, THREE_A_SECOND);

        int passed = 0;
        for (int i = 1; i <= 20; i++) {
            passed += passed(limits, ANN, InetAddress.ofLiteral("2001:db8:1:2::" + i), 1);
        }

        assertThat(passed).isEqualTo(6);
        assertThat(limits.refusal(ANN, InetAddress.ofLiteral("2001:db8:1:3::1")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.200.0.9", "::1"})
    void exempt_addresses_have_only_the_limit_per_fan(String address) {
        JoinLimits limits = limits(TEN_IN_TEN_SECONDS, THREE_A_SECOND);

        assertThat(passed(limits, ANN, InetAddress.ofLiteral(address), 20)).isEqualTo(10);
    }

    @Test
    void fans_with_unknown_addresses_share_one_limit() {
        JoinLimits limits = limits(Rate.UNLIMITED, THREE_A_SECOND);

        assertThat(passed(limits, ANN, null, 20)).isEqualTo(6);
    }

    @Test
    void concurrent_requests_get_no_more_than_sequential_ones() throws Exception {
        JoinLimits limits = limits(TEN_IN_TEN_SECONDS, Rate.UNLIMITED);
        List<Callable<Integer>> hammers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            hammers.add(() -> passed(limits, ANN, HERE, 1000));
        }
        int passed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> hammer : threads.invokeAll(hammers)) {
                passed += hammer.get();
            }
        }

        assertThat(passed).isEqualTo(10);
    }

    private JoinLimits limits(Rate perFan, Rate perAddress) {
        return new JoinLimits(
                perFan, perAddress, List.of(Network.parse("127.0.0.0/8"), Network.parse("::1")), now::get);
    }

    private void letPass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static int passed(JoinLimits limits, FanId fan, @Nullable InetAddress client, int attempts) {
        int passed = 0;
        for (int i = 0; i < attempts; i++) {
            passed += limits.refusal(fan, client) == null ? 1 : 0;
        }
        return passed;
    }
}
