package io.onsale.ticket.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Fan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A page in a loop, or a bot: each request has a new key. */
class RequestLimitTest {
    private static final int ALLOWED_AT_ONCE = 200; // the default of onsale.request-limit.per-caller

    private final Fan fan = TicketShop.newFan();

    private static CompletableFuture<Reply> book(Fan fan) {
        return fan.http().postAsync("/api/v1/bookings", OpaqueId.next(), Map.of("holdId", "no-such-performance.hold"));
    }

    @Test
    void a_client_in_a_loop_is_limited_before_anything_is_done_and_others_are_not() {
        List<Reply> replies = IntStream.range(0, 2 * ALLOWED_AT_ONCE).mapToObj(i -> book(fan)).toList().stream()
                .map(CompletableFuture::join)
                .toList();

        List<Reply> refused =
                replies.stream().filter(reply -> reply.status() == 429).toList();
        List<Reply> answered =
                replies.stream().filter(reply -> reply.status() == 404).toList();
        assertThat(refused).isNotEmpty().allSatisfy(reply -> {
            assertThat(reply.problem()).isEqualTo("too-many-requests");
            assertThat(reply.whole().headers().firstValueAsLong("Retry-After").orElse(0))
                    .isPositive();
        });
        assertThat(answered).hasSizeGreaterThanOrEqualTo(ALLOWED_AT_ONCE);
        assertThat(answered.size() + refused.size()).isEqualTo(replies.size());
        assertThat(TicketShop.value("select count(*) from ticket.idempotency_key where owner = ?", fan.id()))
                .isEqualTo((long) answered.size());
        assertThat(book(TicketShop.newFan()).join().status()).isEqualTo(404);
    }
}
