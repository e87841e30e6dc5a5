package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.portone.Shop.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static final String KEY = "refund-1-of-booking-7";
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final PortOneSimulator simulator =
            PortOneSimulator.start(Shop.settings().withClock(new SettableClock()));
    private final Shop shop = new Shop(simulator);

    @AfterEach
    void close() {
        shop.close();
        simulator.close();
    }

    @Test
    void the_same_key_gives_the_same_answer_and_one_effect() {
        shop.pay("p-1", 1_000);

        Reply first = shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);
        Reply second = shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);

        assertThat(second.status()).isEqualTo(first.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(shop.find("p-1").body().at("/amount/cancelled").asLong()).isEqualTo(300);
    }

    @Test
    void a_refusal_is_repeated_too() {
        String token = shop.tokenFor("p-1", 1_000, "declined");

        Reply first = shop.confirm("p-1", token, KEY);
        shop.checkOut("p-1", "ok");
        Reply second = shop.confirm("p-1", token, KEY);

        assertThat(second.status()).isEqualTo(first.status()).isEqualTo(502);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void a_repeat_while_the_first_is_under_way_is_told_so() {
        String token = shop.tokenFor("p-1", 1_000, "timeout-after-charge");
        CompletableFuture<Reply> first = shop.confirmLater("p-1", token, KEY);
        Awaitility.await().until(() -> shop.find("p-1").text("status").equals("PAID"));

        Reply second = shop.confirm("p-1", token, KEY);

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.type()).isEqualTo("IDEMPOTENCY_OUTSTANDING_REQUEST");
        assertThat(first).isNotDone();
    }

    @Test
    void of_twenty_at_once_with_one_key_all_that_get_an_answer_get_the_same() {
        shop.pay("p-1", 1_000);

        List<Reply> replies = IntStream.range(0, 20)
                .mapToObj(i -> shop.cancelLater("p-1", Map.of("reason", "x", "amount", 10), KEY))
                .toList()
                .stream()
                .map(Shop::join)
                .toList();

        assertThat(replies).anyMatch(reply -> reply.status() == 200);
        assertThat(replies)
                .allMatch(reply -> reply.status() == 200 || reply.type().equals("IDEMPOTENCY_OUTSTANDING_REQUEST"));
        assertThat(shop.find("p-1").body().at("/amount/cancelled").asLong()).isEqualTo(10);
    }

    @Test
    void a_key_of_another_request_is_refused_and_changes_nothing() {
        shop.pay("p-1", 1_000);
        shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);

        Reply otherBody = shop.cancel("p-1", Map.of("reason", "x", "amount", 400), KEY);
        Reply otherPath = shop.cancel("p-2", Map.of("reason", "x", "amount", 300), KEY);

        assertThat(List.of(otherBody, otherPath)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.type()).isEqualTo("INVALID_REQUEST");
        });
        assertThat(shop.find("p-1").body().at("/amount/cancelled").asLong()).isEqualTo(300);
    }

    @Test
    void after_three_hours_a_key_is_new_again() {
        shop.pay("p-1", 1_000);
        shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);

        now.updateAndGet(t -> t.plus(Duration.ofHours(3)).minusSeconds(1));
        shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);
        assertThat(shop.find("p-1").body().at("/amount/cancelled").asLong()).isEqualTo(300);

        now.updateAndGet(t -> t.plusSeconds(1));
        shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);
        assertThat(shop.find("p-1").body().at("/amount/cancelled").asLong()).isEqualTo(600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "unquoted-0123456789",
                "\"fifteen-chars-x\"",
                "\"has-a-\\\"quote-in-it\"",
                "'single-quoted-key'"
            })
    void a_malformed_key_is_an_invalid_request(String header) {
        shop.pay("p-1", 1_000);

        Reply reply = shop.send(Shop.authorized(shop.request("/payments/p-1/cancel", Map.of("reason", "x")))
                .header("Idempotency-Key", header));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).isEqualTo("INVALID_REQUEST");
        assertThat(shop.find("p-1").text("status")).isEqualTo("PAID");
    }

    @Test
    void a_key_has_16_to_256_characters() {
        shop.pay("p-1", 1_000);

        assertThat(shop.cancel("p-1", Map.of("reason", "x", "amount", 1), "k".repeat(16))
                        .status())
                .isEqualTo(200);
        assertThat(shop.cancel("p-1", Map.of("reason", "x", "amount", 1), "k".repeat(256))
                        .status())
                .isEqualTo(200);
        assertThat(shop.cancel("p-1", Map.of("reason", "x", "amount", 1), "k".repeat(257))
                        .status())
                .isEqualTo(400);
    }

    private final class SettableClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
