package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.portone.Shop.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

class ProviderContractTest {
    private final PortOneSimulator simulator = PortOneSimulator.start(Shop.settings());
    private final Shop shop = new Shop(simulator);

    @AfterEach
    void close() {
        shop.close();
        simulator.close();
    }

    @Test
    void a_payment_goes_from_ready_over_pay_pending_to_paid() {
        assertThat(shop.preRegister("p-1", 165_000).body()).isEmpty();
        assertThat(shop.find("p-1").text("status")).isEqualTo("READY");

        String token = shop.checkOut("p-1", "ok").text("paymentToken");
        assertThat(shop.find("p-1").text("status")).isEqualTo("PAY_PENDING");

        Reply confirmed = shop.confirm("p-1", token);
        assertThat(confirmed.status()).isEqualTo(200);
        JsonNode payment = shop.find("p-1").body();
        assertThat(payment.path("status").asString()).isEqualTo("PAID");
        assertThat(payment.path("storeId").asString()).isEqualTo("store-simulator");
        assertThat(payment.path("currency").asString()).isEqualTo("KRW");
        assertThat(payment.at("/channel/type").asString()).isEqualTo("TEST");
        assertThat(payment.at("/amount/total").asLong()).isEqualTo(165_000);
        assertThat(payment.at("/amount/paid").asLong()).isEqualTo(165_000);
        assertThat(payment.at("/amount/supply").asLong()).isEqualTo(150_000);
        assertThat(payment.at("/amount/vat").asLong()).isEqualTo(15_000);
        assertThat(payment.path("pgTxId")).isEqualTo(confirmed.body().at("/payment/pgTxId"));
        assertThat(payment.path("paidAt")).isEqualTo(confirmed.body().at("/payment/paidAt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/payments/p-1",
                "/payments-by-cursor",
                "/simulator/ledger",
                "/simulator/totals",
                "/simulator/webhooks"
            })
    void without_the_api_secret_nothing_is_shown(String path) {
        HttpRequest.Builder bare = HttpRequest.newBuilder(simulator.url().resolve(path));
        HttpRequest.Builder wrong = bare.copy().header("Authorization", "PortOne another-secret");
        HttpRequest.Builder bearer = bare.copy().header("Authorization", "Bearer " + Shop.API_SECRET);

        for (HttpRequest.Builder request : List.of(bare, wrong, bearer)) {
            Reply reply = shop.send(request);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.type()).isEqualTo("UNAUTHORIZED");
            assertThat(reply.text("message")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PortOne ", "portone ", "PORTONE   "})
    void the_scheme_is_written_in_any_case(String scheme) {
        HttpRequest.Builder request = HttpRequest.newBuilder(simulator.url().resolve("/simulator/totals"))
                .header("Authorization", scheme + Shop.API_SECRET);

        assertThat(shop.send(request).status()).isEqualTo(200);
    }

    @Test
    void money_cannot_be_moved_without_the_api_secret() {
        String token = shop.tokenFor("p-1", 1_000, "ok");

        assertThat(shop.send(shop.request("/payments/p-1/confirm", Map.of("paymentToken", token)))
                        .status())
                .isEqualTo(401);
        assertThat(shop.send(shop.request("/payments/p-1/cancel", Map.of("reason", "x")))
                        .status())
                .isEqualTo(401);
        assertThat(shop.find("p-1").text("status")).isEqualTo("PAY_PENDING");
    }

    @Test
    void an_unknown_payment_is_not_found_everywhere() {
        List<Reply> replies = List.of(
                shop.find("nobody"),
                shop.confirm("nobody", "pt_x"),
                shop.cancel("nobody", Map.of("reason", "x")),
                shop.checkOut("nobody", "ok"));

        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.type()).isEqualTo("PAYMENT_NOT_FOUND");
        });
    }

    @Test
    void the_pre_registered_amount_is_the_price_whatever_the_confirmation_says() {
        String token = shop.tokenFor("p-1", 165_000, "ok");

        for (Map<String, Object> lie : List.<Map<String, Object>>of(
                Map.of("paymentToken", token, "totalAmount", 1),
                Map.of("paymentToken", token, "totalAmount", 165_000, "currency", "USD"),
                Map.of("paymentToken", token, "taxFreeAmount", 1),
                Map.of("paymentToken", token, "txId", "another"),
                Map.of("paymentToken", token, "isTest", false))) {
            Reply reply = shop.post("/payments/p-1/confirm", lie);
            assertThat(reply.status()).as(lie.toString()).isEqualTo(409);
            assertThat(reply.type()).isEqualTo("INFORMATION_MISMATCH");
        }
        String txId = shop.find("p-1").text("transactionId");
        Reply truth = shop.post(
                "/payments/p-1/confirm",
                Map.of("paymentToken", token, "totalAmount", 165_000, "currency", "KRW", "txId", txId, "isTest", true));
        assertThat(truth.status()).isEqualTo(200);
    }

    @Test
    void changing_the_price_voids_the_buyers_authentication() {
        String token = shop.tokenFor("p-1", 165_000, "ok");

        shop.preRegister("p-1", 170_000);

        assertThat(shop.confirm("p-1", token).type()).isEqualTo("INVALID_PAYMENT_TOKEN");
        assertThat(shop.find("p-1").body().at("/amount/total").asLong()).isEqualTo(170_000);
    }

    @Test
    void a_token_works_for_its_own_payment_only() {
        String token = shop.tokenFor("p-1", 1_000, "ok");
        shop.tokenFor("p-2", 1_000, "ok");

        Reply reply = shop.confirm("p-2", token);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).isEqualTo("INVALID_PAYMENT_TOKEN");
    }

    @Test
    void a_paid_payment_can_be_neither_priced_nor_checked_out_nor_confirmed_again() {
        String token = shop.tokenFor("p-1", 1_000, "ok");
        shop.confirm("p-1", token);

        assertThat(List.of(shop.preRegister("p-1", 1_000), shop.checkOut("p-1", "ok"), shop.confirm("p-1", token)))
                .allSatisfy(reply -> {
                    assertThat(reply.status()).isEqualTo(409);
                    assertThat(reply.type()).isEqualTo("ALREADY_PAID");
                });
        assertThat(ledger().getFirst().path("captures").asInt()).isEqualTo(1);
    }

    @Test
    void parts_are_cancelled_until_nothing_is_left() {
        shop.pay("p-1", 1_000);

        Reply first =
                shop.cancel("p-1", Map.of("reason", "one seat", "amount", 400, "currentCancellableAmount", 1_000));
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().at("/cancellation/status").asString()).isEqualTo("SUCCEEDED");
        assertThat(first.body().at("/cancellation/totalAmount").asLong()).isEqualTo(400);
        assertThat(first.body().at("/cancellation/reason").asString()).isEqualTo("one seat");
        assertThat(shop.find("p-1").text("status")).isEqualTo("PARTIAL_CANCELLED");

        Reply rest = shop.cancel("p-1", Map.of("reason", "all of it"));
        assertThat(rest.body().at("/cancellation/totalAmount").asLong()).isEqualTo(600);
        JsonNode payment = shop.find("p-1").body();
        assertThat(payment.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(payment.path("cancellations")).hasSize(2);
        assertThat(payment.at("/amount/cancelled").asLong()).isEqualTo(1_000);

        Reply again = shop.cancel("p-1", Map.of("reason", "more"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.type()).isEqualTo("PAYMENT_ALREADY_CANCELLED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONSOLE", "CHARGEBACK", "PORTONE_ADMIN"})
    void money_that_goes_back_without_the_shop_says_whose_doing_it_is(String trigger) {
        shop.pay("p-1", 1_000);
        shop.cancel("p-1", Map.of("reason", "ours", "amount", 100));

        Reply reply = shop.post(
                "/simulator/cancellations",
                Map.of("paymentId", "p-1", "amount", 400, "reason", "support", "trigger", trigger));

        assertThat(reply.status()).isEqualTo(200);
        JsonNode payment = shop.find("p-1").body();
        assertThat(payment.path("status").asString()).isEqualTo("PARTIAL_CANCELLED");
        assertThat(payment.at("/amount/cancelled").asLong()).isEqualTo(500);
        assertThat(payment.at("/cancellations/0/trigger").asString()).isEqualTo("API");
        assertThat(payment.at("/cancellations/1/trigger").asString()).isEqualTo(trigger);
        assertThat(payment.at("/cancellations/1/id")).isEqualTo(reply.body().at("/cancellation/id"));
        assertThat(shop.send(shop.request("/simulator/cancellations", Map.of("paymentId", "p-1", "reason", "x")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_secret_that_was_rotated_is_refused_until_the_shop_knows_the_new_one() {
        shop.pay("p-1", 1_000);

        simulator.refuseSecret(true);
        int refused = shop.find("p-1").status();
        simulator.refuseSecret(false);

        assertThat(refused).isEqualTo(401);
        assertThat(shop.find("p-1").status()).isEqualTo(200);
    }

    @Test
    void a_cancellation_is_refused_with_the_type_that_says_why() {
        shop.tokenFor("unpaid", 1_000, "ok");
        shop.pay("p-1", 1_000);

        assertRefused(shop.cancel("unpaid", Map.of("reason", "x")), "PAYMENT_NOT_PAID");
        assertRefused(
                shop.cancel("p-1", Map.of("reason", "x", "amount", 1_001)), "CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT");
        assertRefused(
                shop.cancel("p-1", Map.of("reason", "x", "currentCancellableAmount", 999)),
                "CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN");
        assertRefused(
                shop.cancel("p-1", Map.of("reason", "x", "amount", 100, "taxFreeAmount", 60, "vatAmount", 41)),
                "SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT");
        assertThat(shop.find("p-1").text("status")).isEqualTo("PAID");
    }

    @Test
    void the_fifty_first_partial_cancellation_is_refused() {
        shop.pay("p-1", 1_000);
        for (int i = 0; i < 50; i++) {
            assertThat(shop.cancel("p-1", Map.of("reason", "x", "amount", 1)).status())
                    .isEqualTo(200);
        }

        assertRefused(shop.cancel("p-1", Map.of("reason", "x", "amount", 1)), "MAX_CANCEL_COUNT_REACHED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"totalAmount\":0}",
                "{\"totalAmount\":-5}",
                "{\"totalAmount\":\"1000\"}",
                "{\"totalAmount\":10.5}",
                "{\"totalAmount\":1000000000001}",
                "{\"totalAmount\":1000,\"currency\":\"won\"}",
                "{\"totalAmount\":1000,\"taxFreeAmount\":1001}"
            })
    void a_price_that_is_none_is_an_invalid_request(String body) {
        Reply reply = shop.send(Shop.authorized(shop.request("/payments/p-1/pre-register", body)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.type()).isEqualTo("INVALID_REQUEST");
        assertThat(shop.find("p-1").status()).isEqualTo(404);
    }

    @Test
    void bodies_have_a_limit() {
        String body = "{\"totalAmount\":1000,\"pad\":\"" + "x".repeat(16 * 1024) + "\"}";

        Reply reply = shop.send(Shop.authorized(shop.request("/payments/p-1/pre-register", body)));

        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void unknown_fields_are_ignored_by_the_provider_and_refused_by_the_simulator() {
        Reply provider = shop.post("/payments/p-1/pre-register", Map.of("totalAmount", 1_000, "orderName", "seats"));
        Reply checkout = shop.send(shop.request("/simulator/checkout", Map.of("paymentId", "p-1", "cvc", "123")));

        assertThat(provider.status()).isEqualTo(200);
        assertThat(checkout.status()).isEqualTo(400);
        assertThat(checkout.text("message")).contains("cvc");
    }

    @Test
    void an_unknown_card_and_an_unprintable_payment_id_are_refused() {
        shop.preRegister("p-1", 1_000);

        assertThat(shop.checkOut("p-1", "gold").status()).isEqualTo(400);
        assertThat(shop.find("a%20b").status()).isEqualTo(400);
        assertThat(shop.find("x".repeat(65)).status()).isEqualTo(400);
    }

    @Test
    void another_store_is_forbidden() {
        shop.preRegister("p-1", 1_000);

        assertThat(shop.get("/payments/p-1?storeId=store-simulator").status()).isEqualTo(200);
        assertThat(shop.get("/payments/p-1?storeId=other").type()).isEqualTo("FORBIDDEN");
        assertThat(shop.post("/payments/p-1/cancel", Map.of("reason", "x", "storeId", "other"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void the_cursor_listing_gives_each_payment_once_in_order() {
        for (int i = 0; i < 25; i++) {
            shop.preRegister("p-" + i, 1_000 + i);
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode items = shop.get("/payments-by-cursor?requestBody=" + Shop.query("{\"size\":10" + cursor + "}"))
                    .body()
                    .path("items");
            if (items.isEmpty()) {
                break;
            }
            items.forEach(item -> seen.add(item.at("/payment/id").asString()));
            cursor = ",\"cursor\":\""
                    + items.get(items.size() - 1).path("cursor").asString() + "\"";
        }

        assertThat(seen)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("p-0", "p-1")
                .endsWith("p-24");
        assertThat(shop.get("/payments-by-cursor").body().path("items")).hasSize(10);
        assertThat(shop.get("/payments-by-cursor?requestBody=" + Shop.query("{\"size\":1001}"))
                        .status())
                .isEqualTo(400);
        assertThat(shop.get("/payments-by-cursor?requestBody=" + Shop.query("{\"until\":\"2020-01-01T00:00:00Z\"}"))
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void the_ledger_and_the_totals_add_up() {
        shop.pay("p-1", 1_000);
        shop.pay("p-2", 2_000);
        shop.preRegister("p-3", 4_000);
        shop.cancel("p-2", Map.of("reason", "x", "amount", 500));
        shop.cancel("p-2", Map.of("reason", "x"));

        JsonNode totals = shop.get("/simulator/totals").body();
        assertThat(totals.at("/captured/count").asLong()).isEqualTo(2);
        assertThat(totals.at("/captured/amount").asLong()).isEqualTo(3_000);
        assertThat(totals.at("/refunded/count").asLong()).isEqualTo(2);
        assertThat(totals.at("/refunded/amount").asLong()).isEqualTo(2_000);
        assertThat(shop.get("/simulator/totals?currency=USD")
                        .body()
                        .at("/captured/count")
                        .asLong())
                .isZero();

        List<JsonNode> rows = ledger();
        assertThat(rows).extracting(row -> row.path("status").asString()).containsExactly("PAID", "CANCELLED", "READY");
        assertThat(rows).extracting(row -> row.path("paid").asLong()).containsExactly(1_000L, 2_000L, 0L);
        assertThat(rows).extracting(row -> row.path("cancelled").asLong()).containsExactly(0L, 2_000L, 0L);
        assertThat(rows.get(2).has("paidAt")).isFalse();
    }

    @Test
    void another_origin_can_mount_the_checkout_but_gets_no_provider_endpoint() {
        shop.preRegister("p-1", 1_000);
        DisposableServer origin = HttpServer.create()
                .host("127.0.0.1")
                .handle(new ReactorHttpHandlerAdapter(simulator.httpHandler()))
                .bindNow();

        try (Shop throughOrigin = new Shop(URI.create("http://127.0.0.1:" + origin.port()))) {
            String token = throughOrigin.checkOut("p-1", "ok").text("paymentToken");
            assertThat(throughOrigin.confirm("p-1", token).type()).isEqualTo("NOT_FOUND");
            assertThat(throughOrigin.find("p-1").type()).isEqualTo("NOT_FOUND");
            assertThat(shop.confirm("p-1", token).status()).isEqualTo(200);
        } finally {
            origin.disposeNow();
        }
    }

    @Test
    void what_is_nowhere_is_not_found() {
        assertThat(shop.get("/nowhere").status()).isEqualTo(404);
    }

    private List<JsonNode> ledger() {
        List<JsonNode> rows = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        JsonNode page = shop.get("/simulator/ledger?size=2").body();
        page.path("items").forEach(rows::add);
        while (page.has("next") && cursors.add(page.path("next").asString())) {
            page = shop.get("/simulator/ledger?size=2&cursor="
                            + page.path("next").asString())
                    .body();
            page.path("items").forEach(rows::add);
        }
        return rows;
    }

    private static void assertRefused(Reply reply, String type) {
        assertThat(reply.type()).isEqualTo(type);
        assertThat(reply.status()).isEqualTo(409);
    }
}
