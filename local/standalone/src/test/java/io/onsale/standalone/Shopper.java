package io.onsale.standalone;

import io.onsale.standalone.keys.DemoAccounts.DemoAccount;
import io.onsale.standalone.status.OnsaleStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the public origin. */
public record Shopper(HttpClient http, String url, @Nullable String accessToken) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public record Answer(int status, JsonNode body) {}

    public static Shopper of(HttpClient http, OnsaleStatus status, DemoAccount account) {
        Shopper stranger = new Shopper(http, status.url(), null);
        JsonNode session = stranger.post(
                        "/api/v1/sessions", Map.of("email", account.email(), "password", account.password()))
                .body();
        return new Shopper(http, status.url(), session.path("accessToken").stringValue());
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    public Answer post(String path, Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request, path);
    }

    /** The lines of an event stream as they arrive, until it ends or breaks. */
    public Stream<String> events(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "text/event-stream")
                .build();
        return http.send(request, BodyHandlers.ofLines()).body();
    }

    private Answer send(HttpRequest.Builder request, String path) {
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        try {
            HttpResponse<String> answer = http.send(
                    request.uri(URI.create(url + path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }
}
