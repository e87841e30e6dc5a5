package io.onsale.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenConnectionsTest {
    private static final SocketAddress ATTACKER = address("198.51.100.7");
    private static final SocketAddress CARRIER = address("203.0.113.9");

    private final OpenConnections connections = new OpenConnections();
    private final ConnectionLimits limits = limits(5, 12);

    @Test
    void one_address_is_limited_to_its_share() {
        assertThat(enter(ATTACKER, 7, 0)).isEqualTo(5);
        assertThat(enter(CARRIER, 5, 0)).isEqualTo(5);
        assertThat(connections.size()).isEqualTo(10);
    }

    @Test
    void the_process_has_a_limit() {
        for (int i = 1; i <= 20; i++) {
            enter(address("192.0.2." + i), 1, 0);
        }

        assertThat(connections.size()).isEqualTo(12);
    }

    @Test
    void addresses_of_one_household_count_as_one() {
        assertThat(enter(address("2001:db8::1"), 5, 0)).isEqualTo(5);
        assertThat(enter(address("2001:db8::2"), 1, 0)).isZero();
        assertThat(enter(address("2001:db8:0:1::1"), 1, 0)).isEqualTo(1);
    }

    @Test
    void a_fan_displaces_an_inactive_connection() {
        List<Fake> attackers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            attackers.add(new Fake(CARRIER, Duration.ofSeconds(5)));
        }
        attackers.forEach(Fake::enter);

        assertThat(enter(CARRIER, 3, 0)).isEqualTo(3);
        assertThat(attackers).filteredOn(attacker -> attacker.displaced).hasSize(3);
        assertThat(connections.size()).isEqualTo(5);
    }

    @Test
    void the_largest_address_loses_a_connection_when_the_process_is_full() {
        enter(ATTACKER, 5, 60);
        for (int i = 1; i <= 7; i++) {
            enter(address("192.0.2." + i), 1, 60);
        }

        assertThat(enter(CARRIER, 2, 0)).isEqualTo(2);
        assertThat(connections.size()).isEqualTo(12);
        assertThat(enter(ATTACKER, 2, 0)).isEqualTo(2); // five again: displaced from its own share
    }

    @Test
    void this_machine_has_no_limit_per_address() {
        assertThat(enter(address("127.0.0.1"), 12, 0)).isEqualTo(12);
        assertThat(enter(address("127.0.0.1"), 1, 0)).isZero();
    }

    @Test
    void a_closed_connection_makes_room() {
        Fake first = new Fake(ATTACKER, Duration.ZERO);
        assertThat(first.enter()).isTrue();
        enter(ATTACKER, 4, 0);
        assertThat(enter(ATTACKER, 1, 0)).isZero();

        connections.leave(first, ATTACKER);
        connections.leave(first, ATTACKER);

        assertThat(enter(ATTACKER, 2, 0)).isEqualTo(1);
    }

    private int enter(SocketAddress from, int count, int idleSeconds) {
        int entered = 0;
        for (int i = 0; i < count; i++) {
            entered += new Fake(from, Duration.ofSeconds(idleSeconds)).enter() ? 1 : 0;
        }
        return entered;
    }

    private static ConnectionLimits limits(int perAddress, int inAll) {
        ConnectionLimits standard = ConnectionLimits.standard();
        return new ConnectionLimits(
                standard.headTimeout(),
                standard.requestTimeout(),
                standard.idleTimeout(),
                standard.stallTimeout(),
                standard.bytesPerSecondMin(),
                standard.rateWindow(),
                standard.sendBuffer(),
                perAddress,
                inAll,
                standard.standsForMany());
    }

    private static SocketAddress address(String literal) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), 4711);
    }

    private final class Fake implements OpenConnections.Member {
        private final SocketAddress from;
        private final Duration idle;
        private boolean displaced;

        Fake(SocketAddress from, Duration idle) {
            this.from = from;
            this.idle = idle;
        }

        boolean enter() {
            return connections.enter(this, from, limits);
        }

        @Override
        public long idleNanos() {
            return displaced ? 0 : idle.toNanos();
        }

        @Override
        public void displace() {
            displaced = true;
            connections.leave(this, from);
        }
    }
}
