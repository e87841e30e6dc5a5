package io.onsale.ticket.member.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.access.Role;
import io.onsale.ticket.Http;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Language;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.SignUp;
import io.onsale.ticket.member.web.SignInWiring.Accounts.Account;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import reactor.core.publisher.Mono;

/** Start-up while the store is not available yet, in front of the real one. */
class ConfiguredAccountsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Account MANAGER = new Account("manager@start.test", "correct horse", Role.MANAGER, null, null);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_start_waits_for_the_first_connection_to_the_store() {
        accounts(new TimeoutException("Connection acquisition timed out"), 2).run(new DefaultApplicationArguments());

        assertThat(find(MANAGER.email())).isNotNull().extracting(Member::role).isEqualTo(Role.MANAGER);
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_fault_ends_the_start_at_once() {
        ConfiguredAccounts accounts = accounts(new IllegalStateException("no such column"), 2);

        assertThatThrownBy(() -> accounts.run(new DefaultApplicationArguments()))
                .hasMessageContaining("no such column");
        assertThat(asked).hasValue(1);
    }

    private static @Nullable Member find(String email) {
        return TicketShop.bean(Members.class)
                .findByEmail(Email.parse(email).orElseThrow())
                .map(Members.StoredCredentials::member)
                .block(PATIENCE);
    }

    private static Member found(String email) {
        return Objects.requireNonNull(find(email));
    }

    private static void start(Account... accounts) {
        new ConfiguredAccounts(List.of(accounts), TicketShop.bean(Members.class), TicketShop.bean(SignUp.class))
                .run(new DefaultApplicationArguments());
    }

    private static Account gate(String name, @Nullable String seller) {
        return new Account(name + "@start.test", "correct horse", Role.GATE, null, seller);
    }

    private static Account seller(String name) {
        return new Account(name + "@start.test", "correct horse", Role.SELLER, null, null);
    }

    @Test
    void a_gate_works_for_the_seller_it_names_and_sees_nothing_of_others() {
        start(gate("gate-of-a", "seller-a@start.test"), seller("seller-a"), seller("seller-b")); // in any order

        String a = found("seller-a@start.test").memberId();
        String b = found("seller-b@start.test").memberId();
        Http gate = TicketShop.as(found("gate-of-a@start.test").memberId(), Role.GATE);
        Evening own = TicketShop.newEvening(a, Duration.ofMinutes(30));
        Evening other = TicketShop.newEvening(b, Duration.ofMinutes(30));
        assertThat(gate.get("/api/v1/gate/performances")
                        .json()
                        .path("performances")
                        .findValuesAsString("performanceId"))
                .containsExactly(own.performanceId());
        assertThat(gate.get("/api/v1/gate/performances/" + other.performanceId() + "/list")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_gate_of_an_earlier_version_gets_its_seller_and_no_other_gate_changes() {
        start(seller("seller-c"), seller("seller-d"), gate("gate-of-c", "seller-c@start.test"));
        String gate = found("gate-of-c@start.test").memberId();
        String c = found("seller-c@start.test").memberId();

        start(gate("gate-of-c", "seller-d@start.test"));
        assertThat(found("gate-of-c@start.test").employer()).isEqualTo(c);

        TicketShop.change("update ticket.member set employer = null where member_id = ?", gate);
        Evening evening = TicketShop.newEvening(c, Duration.ofMinutes(30));
        String list = "/api/v1/gate/performances/" + evening.performanceId() + "/list";
        assertThat(TicketShop.as(gate, Role.GATE).get(list).status()).isEqualTo(404); // for nobody is not for all
        start(gate("gate-of-c", "seller-c@start.test"));
        assertThat(TicketShop.as(gate, Role.GATE).get(list).status()).isEqualTo(200);
    }

    @Test
    void a_gate_without_a_seller_ends_the_start() {
        assertThatThrownBy(() -> start(gate("gate-of-nobody", null)))
                .hasMessageContaining("gate-of-nobody@start.test: a gate needs the e-mail address of its seller");
        assertThatThrownBy(() -> start(new Account("fan@start.test", "correct horse", Role.FAN, null, "a@start.test")))
                .hasMessageContaining("only a gate has a 'seller'");
    }

    @Test
    void a_gate_of_an_unknown_seller_is_not_made() {
        start(MANAGER, gate("gate-of-manager", MANAGER.email()), gate("gate-of-none", "none@start.test"));

        assertThat(find("gate-of-manager@start.test")).isNull();
        assertThat(find("gate-of-none@start.test")).isNull();
    }

    /** @param failures how often the store fails before it answers */
    private ConfiguredAccounts accounts(Exception failure, int failures) {
        Members real = TicketShop.bean(Members.class);
        Members late = new Members() {
            @Override
            public Mono<Addition> add(Member member, String passwordHash) {
                return real.add(member, passwordHash);
            }

            @Override
            public Mono<StoredCredentials> findByEmail(Email email) {
                return asked.incrementAndGet() <= failures ? Mono.error(failure) : real.findByEmail(email);
            }

            @Override
            public Mono<Member> find(String memberId) {
                return real.find(memberId);
            }

            @Override
            public Mono<Void> employ(String gateId, String sellerId) {
                return real.employ(gateId, sellerId);
            }

            @Override
            public Mono<Member> change(String memberId, @Nullable String name, @Nullable Language language) {
                return real.change(memberId, name, language);
            }

            @Override
            public Mono<Boolean> replacePassword(String memberId, String oldHash, String newHash) {
                return real.replacePassword(memberId, oldHash, newHash);
            }
        };
        return new ConfiguredAccounts(List.of(MANAGER), late, TicketShop.bean(SignUp.class));
    }
}
