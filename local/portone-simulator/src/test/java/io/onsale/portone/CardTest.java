package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.portone.Shop.Reply;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardTest {
    private final WebhookReceiver receiver;
    private final PortOneSimulator simulator;
    private final Shop shop;

    CardTest() throws IOException {
        receiver = WebhookReceiver.acceptingAll();
        simulator = PortOneSimulator.start(Shop.settings().withWebhookUrl(receiver.url()));
        shop = new Shop(simulator);
    }

    @AfterEach
    void close() {
        shop.close();
        simulator.close();
        receiver.close();
    }

    @Test
    void a_declined_card_fails_the_payment_and_another_may_be_tried() {
        Reply declined = shop.confirm("p-1", shop.tokenFor("p-1", 1_000, "declined"));

        assertThat(declined.status()).isEqualTo(502);
        assertThat(declined.type()).isEqualTo("PG_PROVIDER");
        assertThat(declined.text("pgCode")).isNotBlank();
        assertThat(declined.text("pgMessage")).isNotBlank();
        Reply failed = shop.find("p-1");
        assertThat(failed.text("status")).isEqualTo("FAILED");
        assertThat(failed.body().at("/failure/pgCode").asString()).isEqualTo(declined.text("pgCode"));
        await().until(() -> receiver.ofType("Transaction.Failed").size() == 1);

        Reply second = shop.confirm("p-1", shop.checkOut("p-1", "ok").text("paymentToken"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(shop.find("p-1").body().has("failure")).isFalse();
    }

    @Test
    void a_token_of_a_declined_attempt_is_spent() {
        String token = shop.tokenFor("p-1", 1_000, "declined");
        shop.confirm("p-1", token);

        assertThat(shop.confirm("p-1", token).type()).isEqualTo("INVALID_PAYMENT_TOKEN");
    }

    @Test
    void a_charge_whose_answer_never_comes_is_seen_by_asking() {
        String token = shop.tokenFor("p-1", 1_000, "timeout-after-charge");

        CompletableFuture<Reply> unanswered = shop.confirmLater("p-1", token, null);

        await().until(() -> shop.find("p-1").text("status").equals("PAID"));
        await().until(() -> receiver.ofType("Transaction.Paid").size() == 1);
        assertThat(unanswered).isNotDone();
        assertThat(shop.get("/simulator/totals").body().at("/captured/amount").asLong())
                .isEqualTo(1_000);
    }

    @Test
    void a_slow_charge_goes_on_when_the_caller_hangs_up() {
        String token = shop.tokenFor("p-1", 1_000, "slow");

        CompletableFuture<Reply> call = shop.confirmLater("p-1", token, "slow-confirm-0001");
        await().until(() ->
                shop.confirm("p-1", token, "slow-confirm-0001").type().equals("IDEMPOTENCY_OUTSTANDING_REQUEST")
                        || shop.find("p-1").text("status").equals("PAID"));
        call.cancel(true);

        await().until(() -> shop.find("p-1").text("status").equals("PAID"));
        await().until(() -> shop.confirm("p-1", token, "slow-confirm-0001").status() == 200);
    }

    @Test
    void a_failing_acquirer_charges_nothing_and_leaves_the_payment_as_it_was() {
        String token = shop.tokenFor("p-1", 1_000, "error-502");

        Reply reply = shop.confirm("p-1", token);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.type()).isEqualTo("PG_PROVIDER");
        assertThat(shop.find("p-1").text("status")).isEqualTo("PAY_PENDING");
        String other = shop.checkOut("p-1", "ok").text("paymentToken");
        assertThat(shop.confirm("p-1", other).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "secret-refused, 401, UNAUTHORIZED",
        "forbidden, 403, FORBIDDEN",
        "too-many-requests, 429, TOO_MANY_REQUESTS"
    })
    void a_shop_that_is_not_let_in_charges_nothing(String card, int status, String type) {
        Reply reply = shop.confirm("p-1", shop.tokenFor("p-1", 1_000, card));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.type()).isEqualTo(type);
        assertThat(shop.find("p-1").text("status")).isEqualTo("PAY_PENDING");
    }

    @Test
    void a_gateway_answers_with_a_page_of_its_own_and_charges_nothing() {
        String token = shop.tokenFor("p-1", 1_000, "gateway-page");

        Reply page = shop.confirm("p-1", token);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.raw().body()).startsWith("<html>");
        assertThat(shop.find("p-1").text("status")).isEqualTo("PAY_PENDING");
    }

    @Test
    void the_webhook_can_be_there_before_the_answer() {
        Reply reply = shop.confirm("p-1", shop.tokenFor("p-1", 1_000, "webhook-before-response"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(receiver.ofType("Transaction.Paid")).hasSize(1); // without waiting: it has already arrived
    }

    @Test
    void a_duplicate_webhook_comes_twice_under_one_id() {
        shop.confirm("p-1", shop.tokenFor("p-1", 1_000, "duplicate-webhook"));

        await().until(() -> receiver.ofType("Transaction.Paid").size() == 2);
        assertThat(receiver.ofType("Transaction.Paid"))
                .extracting("id")
                .containsOnly(receiver.ofType("Transaction.Paid").getFirst().id());
    }

    @Test
    void a_lost_webhook_never_comes_but_the_refunds_does() {
        shop.confirm("p-1", shop.tokenFor("p-1", 1_000, "lost-webhook"));

        shop.cancel("p-1", Map.of("reason", "x"));

        await().until(() -> receiver.ofType("Transaction.Cancelled").size() == 1);
        await().until(() -> simulator.webhookCounts().waiting() == 0);
        assertThat(receiver.ofType("Transaction.Paid")).isEmpty();
    }

    @Test
    void pressing_twice_at_the_checkout_gives_the_same_token() {
        String first = shop.tokenFor("p-1", 1_000, "ok");

        assertThat(shop.checkOut("p-1", "ok").text("paymentToken")).isEqualTo(first);
        assertThat(shop.checkOut("p-1", "slow").text("paymentToken")).isNotEqualTo(first);
        assertThat(shop.confirm("p-1", first).type()).isEqualTo("INVALID_PAYMENT_TOKEN");
    }
}
