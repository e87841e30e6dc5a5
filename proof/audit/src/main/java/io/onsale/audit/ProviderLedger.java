package io.onsale.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The payment provider's own ledger, page by page. */
final class ProviderLedger implements AutoCloseable {
    private static final int PAGE = 1000; // payments; the largest page of the simulator
    private static final Duration TIME_OUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI provider;
    private final String secret;

    ProviderLedger(URI provider, String secret) {
        this.provider = provider;
        this.secret = secret;
    }

    List<LedgerPayment> payments() throws IOException, InterruptedException {
        List<LedgerPayment> payments = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = page(cursor);
            page.path("items").forEach(item -> payments.add(payment(item)));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return payments;
    }

    private static LedgerPayment payment(JsonNode item) {
        return new LedgerPayment(
                item.path("paymentId").stringValue(),
                item.path("paid").longValue(),
                item.path("cancelled").longValue(),
                item.path("currency").stringValue(),
                item.path("captures").intValue());
    }

    private JsonNode page(String cursor) throws IOException, InterruptedException {
        String query = "?size=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
        HttpRequest request = HttpRequest.newBuilder(provider.resolve("/simulator/ledger" + query))
                .header("Authorization", "PortOne " + secret)
                .timeout(TIME_OUT)
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the provider's ledger answers " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
