package io.onsale.ticket.member.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.access.Role;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Language;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.SignUp;
import io.onsale.ticket.member.web.SignInWiring.Accounts.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import reactor.core.publisher.Mono;

/** Start-up while the store is not available yet, in front of the real one. */
class ConfiguredAccountsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Account GATE = new Account("gate@start.test", "correct horse", Role.GATE, null);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void a_start_waits_for_the_first_connection_to_the_store() {
        accounts(new TimeoutException("Connection acquisition timed out"), 2).run(new DefaultApplicationArguments());

        Email email = Email.parse(GATE.email()).orElseThrow();
        Member made = TicketShop.bean(Members.class)
                .findByEmail(email)
                .map(Members.StoredCredentials::member)
                .block(PATIENCE);
        assertThat(made).isNotNull();
        assertThat(made.role()).isEqualTo(Role.GATE);
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_fault_ends_the_start_at_once() {
        ConfiguredAccounts accounts = accounts(new IllegalStateException("no such column"), 2);

        assertThatThrownBy(() -> accounts.run(new DefaultApplicationArguments()))
                .hasMessageContaining("no such column");
        assertThat(asked).hasValue(1);
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
            public Mono<Member> change(String memberId, @Nullable String name, @Nullable Language language) {
                return real.change(memberId, name, language);
            }

            @Override
            public Mono<Boolean> replacePassword(String memberId, String oldHash, String newHash) {
                return real.replacePassword(memberId, oldHash, newHash);
            }
        };
        return new ConfiguredAccounts(List.of(GATE), late, TicketShop.bean(SignUp.class));
    }
}
