package io.onsale.gatling.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the shop's API as its staff, one request after the other. */
public final class StaffClient implements AutoCloseable {
    private static final Duration TIME_OUT =
            Duration.ofSeconds(30); // publishing a hall is the slowest request of staff
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI origin;

    public StaffClient(URI origin) {
        this.origin = origin;
    }

    /** The access token of {@code account}. */
    public String signIn(RunningShop.Login account) throws IOException, InterruptedException {
        Map<String, Object> body = Map.of("email", account.email(), "password", account.password());
        return post("/api/v1/sessions", null, body).path("accessToken").stringValue();
    }

    /** Creates a resource and returns its representation. */
    public JsonNode post(String path, @Nullable String token, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        return read(send(request.build()));
    }

    public JsonNode get(String path, @Nullable String token) throws IOException, InterruptedException {
        return read(send(request(path, token).build()));
    }

    /** The status of the answer, for requests that may fail for a while. */
    public int statusOf(String path, @Nullable String token) throws IOException, InterruptedException {
        return send(request(path, token).build()).statusCode();
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(origin.resolve(path)).timeout(TIME_OUT);
        return token == null
                ? request
                : request.header("Authorization", token.contains(" ") ? token : "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonNode read(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.request().method() + " " + answer.uri() + " answers " + answer.statusCode()
                    + ": " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
