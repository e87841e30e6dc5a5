package io.onsale.ticket.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
    private static final String BODY =
            "{\"type\":\"Transaction.Paid\",\"timestamp\":\"2026-11-21T00:00:00Z\"," + "\"data\":{\"storeId\":\""
                    + TicketShop.STORE + "\",\"paymentId\":\"onsale-nothing\",\"transactionId\":\"t\"}}";

    private final String id = OpaqueId.next();

    private static String sign(String secret, String id, String timestamp, String body) {
        return sign(secret, id, timestamp, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String sign(String secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private Map<String, String> headers(String timestamp, String signature) {
        return new HashMap<>(Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signature));
    }

    private Map<String, String> genuine(String body) {
        String timestamp = now();
        return headers(timestamp, sign(TicketShop.WEBHOOK_SECRET, id, timestamp, body));
    }

    private static Reply send(Map<String, String> headers, String body) {
        return TicketShop.anybody().postRaw("/api/v1/webhooks/portone", body, headers);
    }

    private Object state() {
        List<Map<String, Object>> rows = TicketShop.rows("select state from ticket.webhook where webhook_id = ?", id);
        return rows.isEmpty() ? "absent" : String.valueOf(rows.getFirst().get("state"));
    }

    private void assertRefused(Map<String, String> headers, String body) {
        Reply reply = send(headers, body);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.problem()).isEqualTo("webhook-refused");
        assertThat(state()).isEqualTo("absent");
    }

    @Test
    void a_genuine_webhook_is_kept_once_and_processed() {
        Map<String, String> headers = genuine(BODY);

        assertThat(send(headers, BODY).status()).isEqualTo(200);
        assertThat(send(headers, BODY).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("PROCESSED"));
        assertThat(TicketShop.value("select tries from ticket.webhook where webhook_id = ?", id))
                .isEqualTo(1);
    }

    @Test
    void both_live_secrets_and_several_signatures_are_accepted() {
        String timestamp = now();
        String old = sign(TicketShop.PREVIOUS_WEBHOOK_SECRET, id, timestamp, BODY);

        assertThat(send(headers(timestamp, "v1,bm90aGluZw== " + old), BODY).status())
                .isEqualTo(200);
    }

    @Test
    void forged_webhooks_are_refused() {
        String timestamp = now();
        String stranger = "whsec_"
                + Base64.getEncoder().encodeToString("not the secret of PortOne".getBytes(StandardCharsets.US_ASCII));
        String right = sign(TicketShop.WEBHOOK_SECRET, id, timestamp, BODY);

        assertRefused(headers(timestamp, sign(stranger, id, timestamp, BODY)), BODY);
        assertRefused(headers(timestamp, right), BODY.replace("Paid", "Cancelled"));
        assertRefused(headers(timestamp, right), BODY + " ");
        assertRefused(headers(timestamp, right.replace("v1,", "v2,")), BODY);
        assertRefused(headers(timestamp, right.substring(0, right.length() - 4)), BODY);
        assertRefused(headers(timestamp, "v1,"), BODY);
        assertRefused(headers(timestamp, right.substring(3)), BODY);
        assertRefused(headers(timestamp, "x ".repeat(50) + right), BODY);
        assertRefused(headers(Long.toString(Long.parseLong(timestamp) + 1), right), BODY);
        assertRefused(headers(timestamp, sign(TicketShop.WEBHOOK_SECRET, "another", timestamp, BODY)), BODY);
        assertRefused(headers("NaN", right), BODY);
        assertRefused(headers("-1", right), BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void a_webhook_without_a_header_is_refused(String missing) {
        Map<String, String> headers = genuine(BODY);
        headers.remove(missing);

        assertRefused(headers, BODY);
    }

    @ParameterizedTest
    @ValueSource(ints = {-310, 310})
    void a_recorded_webhook_is_refused_after_five_minutes(int seconds) {
        String timestamp = Long.toString(Instant.now().getEpochSecond() + seconds);

        assertRefused(headers(timestamp, sign(TicketShop.WEBHOOK_SECRET, id, timestamp, BODY)), BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"BillingKey.Issued\",\"data\":{\"storeId\":\"store-of-the-tests\"}}",
                "{\"type\":\"Transaction.Paid\",\"data\":{\"storeId\":\"another\",\"paymentId\":\"p\"}}",
                "{\"type\":\"Transaction.Paid\",\"data\":{\"storeId\":\"store-of-the-tests\"}}",
                "{\"type\":\"Transaction.Paid\",\"data\":{\"storeId\":\"store-of-the-tests\",\"paymentId\":\"p\\u0000\"}}",
                "{\"type\":\"Transaction.Paid\",\"data\":{\"storeId\":\"store-of-the-tests\",\"paymentId\":\"\\ud800\"}}",
                "{\"type\":\"Transaction.Paid\",\"data\":{\"storeId\":\"store-of-the-tests\",\"paymentId\":\"of two words\"}}",
                "{\"type\":\"Transaction.Paid\",\"data\":{\"storeId\":\"store-of-the-tests\",\"paymentId\":"
                        + "\"of-sixty-five-characters-0123456789012345678901234567890123456789\"}}"
            })
    void what_is_not_about_our_payments_is_kept_and_ignored(String body) {
        assertThat(send(genuine(body), body).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("IGNORED"));
    }

    static Stream<byte[]> unreadable() {
        return Stream.of(
                        BODY.replace("Paid", "Pa\0id"),
                        BODY + "\0",
                        "not json",
                        "",
                        "[]",
                        "\"text\"",
                        BODY + BODY,
                        "{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}",
                        "{\"a\":" + "1".repeat(30_000) + "}",
                        BODY.substring(0, 40),
                        BODY.replace("Paid", "\u00e9"))
                .map(text -> text.getBytes(
                        text.indexOf('\u00e9') < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_signed_text_that_cannot_be_kept_or_read_is_refused(byte[] body) {
        String timestamp = now();
        Reply reply = TicketShop.anybody()
                .postBytes(
                        "/api/v1/webhooks/portone",
                        body,
                        headers(timestamp, sign(TicketShop.WEBHOOK_SECRET, id, timestamp, body)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("malformed-request");
        assertThat(state()).isEqualTo("absent");
    }

    @Test
    void a_webhook_about_nothing_of_ours_that_fails_twenty_times_is_given_up_with_an_alarm() {
        Counter givenUp = TicketShop.bean(MeterRegistry.class)
                .get("onsale.webhooks.given.up")
                .counter();
        double before = givenUp.count();
        TicketShop.portOne().refuseSecret(true);
        assertThat(send(genuine(BODY), BODY).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> tries().equals(1));
        assertThat(state()).isEqualTo("RECEIVED");

        TicketShop.change("update ticket.webhook set tries = 19, try_after = now() where webhook_id = ?", id);

        await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("DEAD"));
        assertThat(tries()).isEqualTo(20);
        assertThat(givenUp.count()).isGreaterThan(before);
    }

    @AfterEach
    void provider_lets_us_in() {
        TicketShop.portOne().refuseSecret(false);
    }

    private Object tries() {
        return Objects.requireNonNull(TicketShop.value("select tries from ticket.webhook where webhook_id = ?", id));
    }

    @Test
    void kinds_that_are_new_to_us_are_looked_into() {
        String body = BODY.replace("Transaction.Paid", "Transaction.SomethingNew");

        assertThat(send(genuine(body), body).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("PROCESSED"));
    }
}
