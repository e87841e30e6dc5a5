package io.onsale.ticket.member.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class BcryptPasswordsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BcryptPasswords passwords = new BcryptPasswords();

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void every_character_counts_also_beyond_the_72_bytes_of_bcrypt() {
        String longOne = "가나다라마바사아자차카타파하".repeat(9); // 126 characters, 378 bytes
        String hash = passwords.hash(longOne + "1").block(PATIENCE);

        assertThat(hash).isNotNull().startsWith("$2").doesNotContain(longOne);
        assertThat(passwords.matches(longOne + "1", String.valueOf(hash)).block(PATIENCE))
                .isTrue();
        assertThat(passwords.matches(longOne + "2", String.valueOf(hash)).block(PATIENCE))
                .isFalse();
    }

    @Test
    void nobody_is_never_right() {
        assertThat(passwords.matchesNobody("nobody's password").block(PATIENCE)).isFalse();
    }

    @Test
    void more_than_can_wait_are_turned_away_as_unavailable() {
        List<Boolean> turnedAway = Flux.range(0, 1_000)
                .flatMap(
                        i -> passwords
                                .hash("password " + i)
                                .thenReturn(false)
                                .onErrorResume(Unavailable.class, e -> Mono.just(true)),
                        1_000)
                .filter(away -> away)
                .take(1)
                .collectList()
                .block(PATIENCE);

        assertThat(turnedAway).containsExactly(true);
    }
}
