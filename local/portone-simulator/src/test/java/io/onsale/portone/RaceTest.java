package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.portone.Shop.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RaceTest {
    private final PortOneSimulator simulator = PortOneSimulator.start(Shop.settings());
    private final Shop shop = new Shop(simulator);

    @AfterEach
    void close() {
        shop.close();
        simulator.close();
    }

    @Test
    void twenty_partial_cancellations_at_once_never_give_back_more_than_was_paid() {
        shop.pay("p-1", 1_000);

        List<Reply> replies = IntStream.range(0, 20)
                .mapToObj(i -> shop.cancelLater("p-1", Map.of("reason", "x", "amount", 300), null))
                .toList()
                .stream()
                .map(Shop::join)
                .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(3);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .hasSize(17)
                .allMatch(reply -> reply.type().equals("CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT"));
        assertThat(shop.find("p-1").body().at("/amount/cancelled").asLong()).isEqualTo(900);
    }

    @Test
    void of_twenty_that_expect_the_same_balance_one_is_cancelled() {
        shop.pay("p-1", 1_000);

        List<Reply> replies = IntStream.range(0, 20)
                .mapToObj(i -> shop.cancelLater(
                        "p-1", Map.of("reason", "x", "amount", 10, "currentCancellableAmount", 1_000), null))
                .toList()
                .stream()
                .map(Shop::join)
                .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.type().equals("CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN"))
                .hasSize(19);
    }

    @Test
    void of_twenty_confirmations_at_once_one_charges() {
        String token = shop.tokenFor("p-1", 1_000, "ok");

        List<Reply> replies =
                IntStream.range(0, 20).mapToObj(i -> shop.confirmLater("p-1", token, null)).toList().stream()
                        .map(Shop::join)
                        .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.type().equals("ALREADY_PAID"))
                .hasSize(19);
        assertThat(shop.get("/simulator/totals").body().at("/captured/amount").asLong())
                .isEqualTo(1_000);
    }
}
