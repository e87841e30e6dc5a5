package io.onsale.seat.map.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.AddressFull;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.Begun;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.FanFull;
import io.onsale.seat.map.web.StreamQuota.StreamOutcome.NodeFull;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two without a token from one address, five in all, and two of a fan. */
final class StreamQuotaTest {
    private static final InetAddress CARRIER = InetAddress.ofLiteral("203.0.113.9");

    private final StreamQuota streams = new StreamQuota(new StreamSettings(2, 5, 2), new SimpleMeterRegistry());

    @Test
    void an_address_has_its_share() {
        assertBegun(null, CARRIER);
        Runnable second = assertBegun(null, CARRIER);
        assertThat(streams.begin(null, CARRIER)).isInstanceOf(AddressFull.class);

        second.run();
        second.run();

        assertBegun(null, CARRIER);
        assertThat(streams.begin(null, CARRIER)).isInstanceOf(AddressFull.class);
    }

    @Test
    void a_fan_with_a_token_is_not_shut_out_by_others_behind_the_same_address() {
        assertBegun(null, CARRIER);
        assertBegun(null, CARRIER);

        assertBegun("fan-1", CARRIER);
        assertBegun("fan-1", CARRIER);
        assertThat(streams.begin("fan-1", CARRIER)).isInstanceOf(FanFull.class);
        assertBegun("fan-2", CARRIER);
    }

    @Test
    void all_addresses_together_leave_room_for_those_with_a_token() {
        for (int i = 1; i <= 5; i++) {
            assertBegun(null, InetAddress.ofLiteral("192.0.2." + i));
        }

        assertThat(streams.begin(null, CARRIER)).isInstanceOf(NodeFull.class);
        assertBegun("fan-1", CARRIER);
    }

    @Test
    void a_household_is_one_address() {
        assertBegun(null, InetAddress.ofLiteral("2001:db8::1"));
        assertBegun(null, InetAddress.ofLiteral("2001:db8::2"));

        assertThat(streams.begin(null, InetAddress.ofLiteral("2001:db8::3"))).isInstanceOf(AddressFull.class);
    }

    private Runnable assertBegun(@Nullable String fan, InetAddress client) {
        StreamOutcome outcome = streams.begin(fan, client);
        assertThat(outcome).isInstanceOf(Begun.class);
        return ((Begun) outcome).end();
    }
}
