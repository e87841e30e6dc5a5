package io.onsale.portone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop with its buyers, as a client of a simulator: real HTTP, by another library than the simulator's. */
public final class Shop implements AutoCloseable {
    public static final String API_SECRET = "test-api-secret";
    public static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final JsonMapper JSON = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Shop(PortOneSimulator simulator) {
        this(simulator.url());
    }

    Shop(URI base) {
        this.base = base;
    }

    /** Settings of a simulator whose delays take a moment instead of seconds. */
    public static SimulatorSettings settings() {
        return SimulatorSettings.of(API_SECRET, WEBHOOK_SECRET)
                .withPace(new Pace(Duration.ofMillis(300), Duration.ofMinutes(10), Duration.ofMillis(1)));
    }

    /** A response. */
    record Reply(int status, JsonNode body, HttpResponse<String> raw) {
        String type() {
            return body.path("type").asString();
        }

        String text(String field) {
            return body.path(field).asString();
        }
    }

    Reply preRegister(String paymentId, long total) {
        return post("/payments/" + paymentId + "/pre-register", Map.of("totalAmount", total, "currency", "KRW"));
    }

    Reply checkOut(String paymentId, String card) {
        return send(request("/simulator/checkout", Map.of("paymentId", paymentId, "card", card)));
    }

    /** A pre-registered payment with a buyer's token. */
    String tokenFor(String paymentId, long total, String card) {
        preRegister(paymentId, total);
        return checkOut(paymentId, card).text("paymentToken");
    }

    Reply confirm(String paymentId, String token) {
        return confirm(paymentId, token, null);
    }

    Reply confirm(String paymentId, String token, @Nullable String key) {
        return join(confirmLater(paymentId, token, key));
    }

    CompletableFuture<Reply> confirmLater(String paymentId, String token, @Nullable String key) {
        return sendLater(
                named(authorized(request("/payments/" + paymentId + "/confirm", Map.of("paymentToken", token))), key));
    }

    /** A payment that is PAID. */
    void pay(String paymentId, long total) {
        Reply reply = confirm(paymentId, tokenFor(paymentId, total, "ok"));
        if (reply.status() != 200) {
            throw new IllegalStateException("not paid: " + reply);
        }
    }

    Reply cancel(String paymentId, Map<String, ?> body) {
        return cancel(paymentId, body, null);
    }

    Reply cancel(String paymentId, Map<String, ?> body, @Nullable String key) {
        return join(cancelLater(paymentId, body, key));
    }

    CompletableFuture<Reply> cancelLater(String paymentId, Map<String, ?> body, @Nullable String key) {
        return sendLater(named(authorized(request("/payments/" + paymentId + "/cancel", body)), key));
    }

    Reply find(String paymentId) {
        return get("/payments/" + paymentId);
    }

    Reply get(String path) {
        return send(authorized(HttpRequest.newBuilder(base.resolve(path))));
    }

    Reply post(String path, Map<String, ?> body) {
        return send(authorized(request(path, body)));
    }

    HttpRequest.Builder request(String path, Map<String, ?> body) {
        return request(path, JSON.writeValueAsString(body));
    }

    HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    static HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return request.setHeader("Authorization", "PortOne " + API_SECRET);
    }

    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return reply(http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Reply> sendLater(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Shop::reply);
    }

    private static HttpRequest.Builder named(HttpRequest.Builder request, @Nullable String key) {
        return key == null ? request : request.setHeader("Idempotency-Key", "\"" + key + "\"");
    }

    /** A page that is no JSON has an empty body. */
    private static Reply reply(HttpResponse<String> response) {
        String json = response.body().startsWith("<") ? "{}" : response.body();
        return new Reply(response.statusCode(), JSON.readTree(json), response);
    }

    static Reply join(CompletableFuture<Reply> reply) {
        return reply.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
