package io.onsale.ticket.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.limit.Rate;
import io.onsale.ticket.member.SignInLimits.Rates;
import io.onsale.ticket.member.SignInLimits.SignInAttempt;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignInLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Rates RATES = new Rates(
            new Rate(1, MINUTE, 3),
            new Rate(1, MINUTE, 6),
            new Rate(2, Duration.ofSeconds(1), 10),
            new Rate(1, MINUTE, 2));
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("198.51.100.9");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final SignInLimits limits = new SignInLimits(RATES, now::get);

    private boolean fails(String account, InetAddress from) {
        return begins(limits.attempt(account, from).found(true));
    }

    private boolean madeUpFails(String account, InetAddress from) {
        return begins(limits.attempt(account, from));
    }

    private boolean begins(SignInAttempt attempt) {
        return limits.begin(attempt) == 0 && limits.beginHash(attempt) == 0;
    }

    private boolean succeeds(String account, InetAddress from) {
        SignInAttempt attempt = limits.attempt(account, from).found(true);
        boolean began = begins(attempt);
        if (began) {
            limits.succeeded(attempt);
        }
        return began;
    }

    private static InetAddress address(int i) {
        return InetAddress.ofLiteral("203.0.113." + i);
    }

    @Test
    void somebody_who_guesses_at_one_account_is_slowed_down_and_let_on_later() {
        assertThat(fails("ann", HOME)).isTrue();
        assertThat(fails("ann", HOME)).isTrue();
        assertThat(fails("ann", HOME)).isTrue();
        assertThat(limits.begin(limits.attempt("ann", HOME))).isEqualTo(MINUTE.toNanos());
        now.addAndGet(MINUTE.toNanos() - 1);
        assertThat(fails("ann", HOME)).isFalse();
        now.addAndGet(1);
        assertThat(fails("ann", HOME)).isTrue();
    }

    @Test
    void guesses_at_one_account_from_many_addresses_are_bounded_and_do_not_lock_the_owner_out_at_home() {
        assertThat(succeeds("ann", HOME)).isTrue();
        for (int i = 0; i < 6; i++) {
            assertThat(fails("ann", address(i))).isTrue();
        }

        assertThat(fails("ann", address(7))).isFalse();
        assertThat(succeeds("ann", HOME)).isTrue();
        assertThat(succeeds("bob", address(7))).isTrue();
    }

    @Test
    void a_flood_from_one_address_stops_neither_other_addresses_nor_accounts_that_are_known_there() {
        assertThat(succeeds("ann", HOME)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(fails("guess" + i, HOME)).isTrue();
        }

        assertThat(fails("guess11", HOME)).isFalse();
        assertThat(succeeds("ann", HOME)).isTrue();
        assertThat(succeeds("bob", ELSEWHERE)).isTrue();
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(succeeds("bob", HOME)).isTrue(); // the share of accounts new at the address
    }

    @Test
    void a_flood_of_made_up_names_does_not_stop_the_accounts_of_its_address() {
        for (int i = 0; i < 10; i++) {
            assertThat(madeUpFails("guess" + i, HOME)).isTrue();
        }

        assertThat(madeUpFails("guess11", HOME)).isFalse();
        assertThat(succeeds("ann", HOME)).isTrue(); // for the first time
    }

    @Test
    void an_attempt_that_one_limit_refuses_is_not_on_the_account_of_the_others() {
        for (int i = 0; i < 10; i++) {
            fails("guess" + i, HOME);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(fails("ann", HOME)).isFalse();
        }

        assertThat(succeeds("ann", ELSEWHERE)).isTrue();
        now.addAndGet(Duration.ofMillis(500).toNanos()); // refills one for the address
        assertThat(succeeds("ann", HOME)).isTrue();
    }

    @Test
    void an_attempt_that_is_refused_for_the_account_is_not_counted_at_its_address() {
        for (int i = 0; i < 6; i++) {
            assertThat(fails("ann", address(i))).isTrue();
        }
        now.addAndGet(MINUTE.minusSeconds(1).toNanos());
        for (int i = 0; i < 20; i++) {
            assertThat(fails("ann", ELSEWHERE)).isFalse();
        }

        now.addAndGet(Duration.ofSeconds(1).toNanos()); // refills one for the account

        assertThat(succeeds("ann", ELSEWHERE)).isTrue();
    }

    @Test
    void the_right_password_resets_the_failures() {
        assertThat(fails("ann", HOME)).isTrue();
        assertThat(fails("ann", HOME)).isTrue();
        assertThat(succeeds("ann", HOME)).isTrue();

        assertThat(fails("ann", HOME)).isTrue();
        assertThat(fails("ann", HOME)).isTrue();
        assertThat(fails("ann", HOME)).isTrue();
        assertThat(fails("ann", HOME)).isFalse();
    }

    @Test
    void a_thousand_people_of_one_network_who_know_their_passwords_meet_no_limit() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(succeeds("fan" + i, HOME)).isTrue();
        }
    }

    @Test
    void what_broke_off_does_not_count() {
        for (int i = 0; i < 100; i++) {
            SignInAttempt attempt = limits.attempt("ann", HOME).found(i % 2 == 0);
            assertThat(limits.begin(attempt)).isZero();
            if (i % 3 == 0) {
                limits.brokenOff(attempt);
            } else {
                assertThat(limits.beginHash(attempt)).isZero();
                limits.hashBrokenOff(attempt);
            }
        }
    }

    @Test
    void a_household_of_ipv6_is_one_address() {
        for (int i = 0; i < 10; i++) {
            fails("guess" + i, InetAddress.ofLiteral("2001:db8:1:2::" + i));
        }

        assertThat(fails("guess11", InetAddress.ofLiteral("2001:db8:1:2:ffff::1")))
                .isFalse();
        assertThat(fails("guess11", InetAddress.ofLiteral("2001:db8:1:3::1"))).isTrue();
    }

    @Test
    void sign_ups_and_refreshes_are_counted_by_themselves() {
        assertThat(limits.beginSignUp(HOME)).isZero();
        assertThat(limits.beginSignUp(HOME)).isZero();
        assertThat(limits.beginSignUp(HOME)).isPositive();
        assertThat(limits.beginSignUp(ELSEWHERE)).isZero();
        for (int i = 0; i < 10; i++) {
            assertThat(limits.beginRefresh(HOME)).isZero();
        }
        assertThat(limits.beginRefresh(HOME)).isPositive();
        limits.giveBackRefresh(HOME);
        assertThat(limits.beginRefresh(HOME)).isZero();
        assertThat(succeeds("ann", HOME)).isTrue();
    }
}
