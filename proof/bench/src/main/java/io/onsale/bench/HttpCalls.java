package io.onsale.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Single requests to a port of 127.0.0.1, beside what is measured. Used by one thread. */
final class HttpCalls implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofMinutes(3); // a cold JVM on a busy machine
    private static final Duration POLL_EVERY = Duration.ofMillis(20);

    private final HttpClient http = HttpClient.newHttpClient();

    /** Throws if the process that is waited for has ended. */
    @FunctionalInterface
    interface Alive {
        void require() throws IOException;
    }

    /** Returns when {@code path} answers 2xx: a service is ready, or a definition has arrived. */
    void await(int port, String path, @Nullable String token, Alive alive) throws IOException {
        HttpRequest.Builder request = request(port, path);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2) {
                    return;
                }
                last = answer.statusCode() + " " + answer.body();
            } catch (ConnectException e) {
                alive.require();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
            LockSupport.parkNanos(POLL_EVERY.toNanos());
        }
        throw new IOException(path + " still answers " + last);
    }

    /** The body of the answer; throws if its status is not 2xx. */
    String get(int port, String path, String token) throws IOException, InterruptedException {
        return send(port, path, token, "GET", "");
    }

    /** The body of the answer; throws if its status is not 2xx. */
    String send(int port, String path, String token, String method, String body)
            throws IOException, InterruptedException {
        HttpRequest request = request(port, path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " answers " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    @Override
    public void close() {
        http.close();
    }
}
