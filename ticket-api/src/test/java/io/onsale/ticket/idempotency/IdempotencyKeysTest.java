package io.onsale.ticket.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.TicketShop;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class IdempotencyKeysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] HASH = {1, 2, 3};

    private final IdempotencyKeys keys = TicketShop.bean(IdempotencyKeys.class);
    private final KeyedRequest request =
            new KeyedRequest("fan", "POST /api/v1/bookings", "/api/v1/bookings", OpaqueId.next(), "request");

    private Lease lease() {
        return now(keys.lease(request, HASH, OpaqueId.next(), OpaqueId.next()));
    }

    private static <T> T now(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(PATIENCE));
    }

    private static KeptAnswer saying(String text) {
        return new KeptAnswer(201, text.getBytes(UTF_8));
    }

    private static String text(KeptAnswer answer) {
        return new String(answer.body(), UTF_8);
    }

    @Test
    void a_run_that_outlives_its_lease_gives_the_answer_of_the_one_that_took_over() {
        Lease slow = lease();
        TicketShop.change("update ticket.idempotency_key set lease_until = now() where key = ?", request.key());
        Lease second = lease();

        KeptAnswer ofSecond = now(keys.keep(request, saying("second")));
        KeptAnswer ofSlow = now(keys.keep(request, saying("slow")));

        assertThat(slow).isInstanceOf(Lease.Granted.class).isEqualTo(second); // with the same subject
        assertThat(text(ofSecond)).isEqualTo("second");
        assertThat(text(ofSlow)).isEqualTo("second");
        assertThat(lease())
                .isInstanceOfSatisfying(
                        Lease.Answered.class,
                        done -> assertThat(text(done.answer())).isEqualTo("second"));
    }

    @Test
    void a_run_that_fails_late_does_not_release_the_lease_that_took_over() {
        String slow = OpaqueId.next();
        now(keys.lease(request, HASH, OpaqueId.next(), slow));
        TicketShop.change("update ticket.idempotency_key set lease_until = now() where key = ?", request.key());
        String second = OpaqueId.next();
        now(keys.lease(request, HASH, OpaqueId.next(), second));

        keys.release(request, slow).block(PATIENCE);

        assertThat(lease()).isInstanceOf(Lease.InFlight.class);
        keys.release(request, second).block(PATIENCE);
        assertThat(lease()).isInstanceOf(Lease.Granted.class);
    }

    @Test
    void an_answer_whose_key_was_forgotten_is_given_all_the_same() {
        lease();
        TicketShop.change("delete from ticket.idempotency_key where key = ?", request.key());

        assertThat(text(now(keys.keep(request, saying("late"))))).isEqualTo("late");
    }
}
