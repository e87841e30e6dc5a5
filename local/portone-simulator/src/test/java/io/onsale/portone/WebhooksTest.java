package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.portone.WebhookReceiver.Received;
import io.onsale.portone.webhook.WebhookCounts;
import io.onsale.portone.webhook.WebhookSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhooksTest {
    private @Nullable WebhookReceiver receiver;
    private @Nullable PortOneSimulator simulator;
    private @Nullable Shop shop;

    @AfterEach
    void close() {
        for (AutoCloseable open : new @Nullable AutoCloseable[] {shop, simulator, receiver}) {
            closeOne(open);
        }
    }

    @Test
    void a_notice_is_thin_and_signed_so_that_anybody_with_the_secret_can_verify_it() throws Exception {
        WebhookReceiver hooks = receiver(nth -> 200);
        Shop client = shopSendingTo(hooks);

        client.pay("p-1", 1_000);

        await().until(() -> hooks.ofType("Transaction.Paid").size() == 1);
        Received paid = hooks.ofType("Transaction.Paid").getFirst();
        JsonNode notice = paid.json();
        assertThat(notice.propertyNames()).containsExactly("type", "timestamp", "data");
        assertThat(notice.path("data").propertyNames()).containsExactly("storeId", "paymentId", "transactionId");
        assertThat(notice.at("/data/paymentId").asString()).isEqualTo("p-1");
        assertThat(notice.at("/data/storeId").asString()).isEqualTo("store-simulator");
        assertThat(notice.at("/data/transactionId"))
                .isEqualTo(client.find("p-1").body().path("transactionId"));
        assertThat(Instant.parse(notice.path("timestamp").asString())).isBeforeOrEqualTo(Instant.now());
        assertThat(paid.signature()).isEqualTo(signatureComputedHere(paid));
    }

    @Test
    void each_step_of_a_payment_is_told_with_its_type() throws IOException {
        WebhookReceiver hooks = receiver(nth -> 200);
        Shop client = shopSendingTo(hooks);

        client.pay("p-1", 1_000);
        client.cancel("p-1", Map.of("reason", "x", "amount", 400));
        client.cancel("p-1", Map.of("reason", "x"));

        await().until(() -> hooks.all().size() == 5);
        assertThat(hooks.all())
                .extracting(Received::type)
                .containsExactlyInAnyOrder(
                        "Transaction.Ready",
                        "Transaction.PayPending",
                        "Transaction.Paid",
                        "Transaction.PartialCancelled",
                        "Transaction.Cancelled");
        assertThat(hooks.all()).extracting(Received::id).doesNotHaveDuplicates();
        assertThat(hooks.ofType("Transaction.Cancelled").getFirst().json().at("/data/cancellationId"))
                .isEqualTo(client.find("p-1").body().at("/cancellations/1/id"));
    }

    @Test
    void a_refused_webhook_comes_again_with_its_id_until_it_is_taken() throws IOException {
        WebhookReceiver hooks = receiver(nth -> nth < 4 ? 500 : 200);
        Shop client = shopSendingTo(hooks);

        client.confirm("p-1", quietlyAuthenticated(client, "p-1"));

        await().until(() -> counts().delivered() == 1);
        assertThat(hooks.all()).hasSize(4);
        assertThat(hooks.all())
                .extracting(Received::id)
                .containsOnly(hooks.all().getFirst().id());
        assertThat(hooks.all())
                .extracting(Received::body)
                .containsOnly(hooks.all().getFirst().body());
        assertThat(counts()).isEqualTo(new WebhookCounts(1, 3, 0, 0, 0));
    }

    @Test
    void after_the_last_attempt_a_webhook_is_given_up() throws IOException {
        WebhookReceiver hooks = receiver(nth -> 500);
        Shop client = shopSendingTo(hooks);

        client.confirm("p-1", quietlyAuthenticated(client, "p-1"));

        await().until(() -> counts().givenUp() == 1);
        assertThat(hooks.all()).hasSize(WebhookSender.ATTEMPTS_MAX);
        assertThat(counts().waiting()).isZero();
    }

    @Test
    void a_receiver_that_is_gone_is_not_asked_again() throws IOException {
        WebhookReceiver hooks = receiver(nth -> 410);
        Shop client = shopSendingTo(hooks);

        client.confirm("p-1", quietlyAuthenticated(client, "p-1"));

        await().until(() -> counts().givenUp() == 1);
        assertThat(hooks.all()).hasSize(1);
    }

    @Test
    void payments_go_on_while_nobody_listens() throws IOException {
        WebhookReceiver hooks = receiver(nth -> 200);
        Shop client = shopSendingTo(hooks);
        hooks.close();

        client.pay("p-1", 1_000);

        assertThat(client.find("p-1").text("status")).isEqualTo("PAID");
        await().until(() -> counts().givenUp() == 3);
    }

    @Test
    void a_shop_may_ask_for_no_webhook() throws IOException {
        WebhookReceiver hooks = receiver(nth -> 200);
        Shop client = shopSendingTo(hooks);
        String token = quietlyAuthenticated(client, "p-1");

        client.post("/payments/p-1/confirm", Map.of("paymentToken", token, "skipWebhook", true));
        client.cancel("p-1", Map.of("reason", "x", "amount", 1, "skipWebhook", true));
        client.cancel("p-1", Map.of("reason", "x"));

        await().until(() -> counts().delivered() == 1);
        assertThat(hooks.all()).extracting(Received::type).containsExactly("Transaction.Cancelled");
    }

    private WebhookReceiver receiver(IntUnaryOperator statusOfNth) throws IOException {
        receiver = new WebhookReceiver(statusOfNth);
        return receiver;
    }

    private Shop shopSendingTo(WebhookReceiver hooks) {
        simulator = PortOneSimulator.start(Shop.settings().withWebhookUrl(hooks.url()));
        shop = new Shop(simulator);
        return shop;
    }

    /** A token for a payment whose checkout sent no webhooks. */
    private String quietlyAuthenticated(Shop client, String paymentId) {
        PortOneSimulator running = running();
        running.sendWebhooksTo(null);
        String token = client.tokenFor(paymentId, 1_000, "ok");
        running.sendWebhooksTo(receiver == null ? null : receiver.url());
        return token;
    }

    private WebhookCounts counts() {
        return running().webhookCounts();
    }

    private PortOneSimulator running() {
        if (simulator == null) {
            throw new IllegalStateException("not started");
        }
        return simulator;
    }

    private static String signatureComputedHere(Received webhook) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(Shop.WEBHOOK_SECRET.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = String.join(".", List.of(webhook.id(), Long.toString(webhook.timestamp()), webhook.body()));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private static void closeOne(@Nullable AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
