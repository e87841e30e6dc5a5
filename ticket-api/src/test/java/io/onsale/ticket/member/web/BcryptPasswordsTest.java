package io.onsale.ticket.member.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.web.Unavailable;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.member.Sharer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class BcryptPasswordsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Sharer ANN = new Sharer(1, false);

    private final BcryptPasswords passwords = new BcryptPasswords();

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void every_character_counts_also_beyond_the_72_bytes_of_bcrypt() {
        String longOne = "가나다라마바사아자차카타파하".repeat(9); // 126 characters, 378 bytes
        String hash = passwords.hash(Secret.of(longOne + "1"), ANN).block(PATIENCE);

        assertThat(hash).isNotNull().startsWith("$2").doesNotContain(longOne);
        assertThat(passwords
                        .matches(Secret.of(longOne + "1"), String.valueOf(hash), ANN)
                        .block(PATIENCE))
                .isTrue();
        assertThat(passwords
                        .matches(Secret.of(longOne + "2"), String.valueOf(hash), ANN)
                        .block(PATIENCE))
                .isFalse();
    }

    @Test
    void nobody_is_never_right() {
        assertThat(passwords.matchesNobody(Secret.of("nobody's password"), ANN).block(PATIENCE))
                .isFalse();
    }

    @Test
    void more_than_can_wait_are_turned_away_as_unavailable() {
        List<Boolean> turnedAway = Flux.range(0, 1_000)
                .flatMap(
                        i -> passwords
                                .hash(Secret.of("password " + i), new Sharer(i, false))
                                .thenReturn(false)
                                .onErrorResume(Unavailable.class, e -> Mono.just(true)),
                        1_000)
                .filter(away -> away)
                .take(1)
                .collectList()
                .block(PATIENCE);

        assertThat(turnedAway).containsExactly(true);
    }

    @Test
    void another_keyboard_of_the_same_person_types_the_same_password() {
        String hash = String.valueOf(passwords
                .hash(Secret.of("Zo\u00eb\u00a0likes \ud55c\uad6d"), ANN)
                .block(PATIENCE));

        Secret decomposed = Secret.of("Zoe\u0308 likes \u1112\u1161\u11ab\u1100\u116e\u11a8");

        assertThat(passwords.matches(decomposed, hash, ANN).block(PATIENCE)).isTrue();
        assertThat(passwords
                        .matches(Secret.of("Zoe likes \ud55c\uad6d"), hash, ANN)
                        .block(PATIENCE))
                .isFalse();
    }
}
