package io.onsale.ticket;

import io.onsale.kernel.id.OpaqueId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the service: plain HTTP/1.1 with JSON. */
public final class Http {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = client().build();

    /** An answer. */
    public record Reply(int status, String body, HttpResponse<String> whole) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String text(String pointer) {
            return json().at(pointer).asString();
        }

        /** The slug of the problem, or an empty string. */
        public String problem() {
            String type = body.startsWith("{") ? json().path("type").asString("") : "";
            return type.replace("urn:onsale:problem:", "");
        }
    }

    private final String base;
    private final @Nullable String token;
    private final HttpClient client;

    Http(String base, @Nullable String token) {
        this(base, token, CLIENT);
    }

    private Http(String base, @Nullable String token, HttpClient client) {
        this.base = base;
        this.token = token;
        this.client = client;
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    /** The same client at another address of this machine, e.g. 127.0.1.1: limits per address do not count the other tests. */
    public Http at(String localAddress) {
        return new Http(
                base,
                token,
                client().localAddress(InetAddress.ofLiteral(localAddress)).build());
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    /** The lines of an answer as they arrive; closing the stream closes the connection. */
    public java.util.stream.Stream<String> lines(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).GET();
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofLines()).body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Reply getAs(String path, String authorization) {
        return send(request(path).header("Authorization", authorization).GET());
    }

    /** With a new Idempotency-Key. */
    public Reply post(String path, Object body) {
        return post(path, OpaqueId.next(), body);
    }

    public Reply post(String path, @Nullable String key, Object body) {
        return send(posting(path, key, body));
    }

    public Reply postRaw(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.POST(BodyPublishers.ofString(body)));
    }

    public Reply postBytes(String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.POST(BodyPublishers.ofByteArray(body)));
    }

    public Reply put(String path, Object body) {
        String text = body instanceof String string ? string : JSON.writeValueAsString(body);
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(text)));
    }

    public Reply patch(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    /** Any request, with a JSON body unless it is null. */
    public Reply call(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        if (body == null) {
            return send(request.method(method, BodyPublishers.noBody()));
        }
        request.header("Content-Type", "application/json");
        return send(request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public CompletableFuture<Reply> postAsync(String path, String key, Object body) {
        return client.sendAsync(posting(path, key, body).build(), BodyHandlers.ofString())
                .thenApply(Http::reply);
    }

    /** The exchange itself: cancelling it closes the connection. */
    public CompletableFuture<HttpResponse<String>> exchange(String path, String key, Object body) {
        return client.sendAsync(posting(path, key, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder posting(String path, @Nullable String key, Object body) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        String text = body instanceof String string ? string : JSON.writeValueAsString(body);
        return request.POST(BodyPublishers.ofString(text));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            return reply(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Reply reply(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.body(), response);
    }
}
