package io.onsale.gatling.seats;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Reads a hall once for a whole crowd, like a cache in front of the shop. */
public final class HallFetch {
    private static final Duration TIME_OUT =
            Duration.ofSeconds(30); // a plan is about a megabyte, and the first request generates it
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private HallFetch() {}

    /** @param tag the plan's ETag, empty if the shop gives none */
    public record Fetched(HallPlan plan, String tag) {}

    /** The plan of {@code performance}, as {@code origin} serves it now. */
    public static Fetched fetch(URI origin, String performance) {
        URI address = origin.resolve("/api/v1/performances/" + performance + "/plan");
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIME_OUT).build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + " answers " + answer.statusCode());
            }
            String tag = answer.headers().firstValue("ETag").orElse("");
            return new Fetched(HallPlan.read(JSON.readTree(answer.body())), tag);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + address, e);
        }
    }
}
