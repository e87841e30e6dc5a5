package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutPageTest {
    private final PortOneSimulator simulator = PortOneSimulator.start(Shop.settings());
    private final Shop shop = new Shop(simulator);
    private final HttpClient browser =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        browser.shutdownNow();
        shop.close();
        simulator.close();
    }

    private HttpResponse<String> open(String query, String language) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(simulator.url().resolve("/simulator/checkout?" + query))
                        .header("Accept-Language", language)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> submit(String form) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(simulator.url().resolve("/simulator/checkout"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    @Test
    void a_person_pays_with_a_picked_card_and_comes_back_with_a_token() throws Exception {
        shop.preRegister("p-1", 165_000);
        HttpResponse<String> page = open("paymentId=p-1&returnUrl=/bookings/b1?x=1", "en-GB,ko;q=0.5");
        assertThat(page.body()).contains("Test payment", "165,000", "value=\"declined\"", "value=\"/bookings/b1?x=1\"");

        HttpResponse<String> back = submit("paymentId=p-1&returnUrl=%2Fbookings%2Fb1%3Fx%3D1&card=declined&action=pay");

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(location(back)).startsWith("/bookings/b1?x=1&paymentToken=");
        String token = URLDecoder.decode(
                location(back).substring(location(back).lastIndexOf('=') + 1), StandardCharsets.UTF_8);
        assertThat(shop.confirm("p-1", token).type()).isEqualTo("PG_PROVIDER");
    }

    @Test
    void who_cancels_comes_back_without_a_token() throws Exception {
        shop.preRegister("p-1", 1_000);

        HttpResponse<String> back = submit("paymentId=p-1&returnUrl=%2Fb&card=ok&action=cancel");

        assertThat(location(back)).isEqualTo("/b?cancelled=true");
        assertThat(shop.find("p-1").text("status")).isEqualTo("READY");
    }

    @Test
    void the_page_is_korean_for_korean_browsers_and_runs_no_script() throws Exception {
        shop.preRegister("p-1", 1_000);

        HttpResponse<String> page = open("paymentId=p-1&returnUrl=/b", "ko-KR,ko;q=0.9,en;q=0.8");

        assertThat(page.body()).contains("<html lang=\"ko\">", "결제하기").doesNotContain("<script", "style=");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "form-action 'self'")
                        .doesNotContain("unsafe"));
        assertThat(open("style", "ko").headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example/",
                "/%5Cevil.example/",
                "https://evil.example/",
                "javascript:alert(1)",
                "bookings",
                "/b%0D%0AX: y",
                "/b%22onx=",
                "/b%23part"
            })
    void it_sends_nobody_to_another_origin(String returnUrl) throws Exception {
        shop.preRegister("p-1", 1_000);

        assertThat(open("paymentId=p-1&returnUrl=" + returnUrl.replace(" ", "%20"), "en")
                        .statusCode())
                .isEqualTo(400);
        assertThat(submit("paymentId=p-1&card=ok&action=pay&returnUrl=" + returnUrl.replace(" ", "+"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(shop.find("p-1").text("status")).isEqualTo("READY");
    }

    @Test
    void an_unknown_payment_is_shown_as_such_and_its_id_is_text() throws Exception {
        HttpResponse<String> page = open("paymentId=%3Cb%3E%22&returnUrl=/b", "en");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("not known", "&lt;b&gt;&quot;").doesNotContain("<b>", "value=\"pay\"");
    }

    @Test
    void a_refused_checkout_says_so_on_the_page() throws Exception {
        shop.pay("p-1", 1_000);

        HttpResponse<String> page = submit("paymentId=p-1&returnUrl=%2Fb&card=ok&action=pay");

        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(page.body()).contains("role=\"alert\"");
    }

    @Test
    void the_json_checkout_stays() {
        shop.preRegister("p-1", 1_000);

        assertThat(shop.checkOut("p-1", "ok").text("paymentToken")).isNotBlank();
    }
}
