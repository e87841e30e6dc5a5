package io.onsale.service.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.service.access.AccessRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends invalid requests to every operation of a service's OpenAPI document: each parameter and each body member, one at a time, missing,
 * of a wrong type, far too large or otherwise wrong. The response must be one that the document lists, a problem if it is a refusal, and
 * never a server error.
 */
public final class DocumentFuzz {
    /** Placeholder for an Idempotency-Key that is new for each request. */
    public static final String KEY = "a new key";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FAULTS_MAX = 20; // enough to diagnose
    private static final JsonMapper JSON = JsonMapper.shared();

    /** One request. A parameter whose value is null is left out. */
    private record Attempt(
            String method,
            String path,
            JsonNode operation,
            Map<String, String> values,
            @Nullable String body) {
        @Override
        public String toString() {
            return shortened(method + " " + path + " " + values + " " + body);
        }
    }

    private final String base;
    private final JsonNode document;
    private final AccessRules rules;
    private final Function<Role, String> tokens;
    private final Map<String, Object> known;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * @param tokens makes an access token with the given role
     * @param known values of parameters and members by name, and bodies by route, where the document is not specific enough
     */
    public DocumentFuzz(
            String base,
            JsonNode document,
            AccessRules rules,
            Function<Role, String> tokens,
            Map<String, Object> known) {
        this.base = base;
        this.document = document;
        this.rules = rules;
        this.tokens = tokens;
        this.known = known;
    }

    /** The faults found in the responses; empty if there are none. */
    public List<String> faults() {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> spoil(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
        System.out.println("answers by status: " + statuses);
        return faults;
    }

    private void spoil(String method, String path, JsonNode operation) {
        Map<String, String> values = new HashMap<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            Object value = known.get(name);
            if (value != null || parameter.path("required").asBoolean()) {
                values.put(name, value == null ? "x" : value.toString());
            }
        }
        JsonNode body = operation.has("requestBody") ? body(method + " " + path, operation) : null;
        String text = body == null ? null : JSON.writeValueAsString(body);
        send(new Attempt(method, path, operation, values, text));
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            BadValues.TEXTS.forEach(bad -> send(new Attempt(method, path, operation, with(values, name, bad), text)));
            if (!parameter.path("in").asString().equals("path")) {
                send(new Attempt(method, path, operation, with(values, name, null), text));
            }
        }
        if (body != null) {
            BadValues.spoil(body, spoilt -> send(new Attempt(method, path, operation, values, spoilt)));
        }
    }

    private JsonNode body(String route, JsonNode operation) {
        Object given = known.get(route);
        return given == null
                ? BadValues.example(document, operation.at("/requestBody/content/application~1json/schema"), known)
                : JSON.valueToTree(given);
    }

    private static Map<String, String> with(Map<String, String> values, String name, @Nullable String value) {
        Map<String, String> changed = new HashMap<>(values);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    private void send(Attempt attempt) {
        if (faults.size() >= FAULTS_MAX) {
            return;
        }
        try {
            HttpRequest request = request(attempt);
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                check(attempt, response, body);
            }
        } catch (IllegalArgumentException e) {
            // the client library cannot send this value in a header
        } catch (IOException e) {
            faults.add(attempt + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(Attempt attempt) {
        String path = attempt.path();
        StringBuilder query = new StringBuilder();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (JsonNode parameter : attempt.operation().path("parameters")) {
            String name = parameter.path("name").asString();
            String value = attempt.values().get(name);
            if (KEY.equals(value)) {
                value = OpaqueId.next();
            }
            if (value != null) {
                switch (parameter.path("in").asString()) {
                    case "path" -> path = path.replace("{" + name + "}", encode(value));
                    case "query" ->
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(encode(value));
                    default -> request.header(name, value);
                }
            }
        }
        var rule = rules.find(HttpMethod.valueOf(attempt.method()), PathContainer.parsePath(attempt.path()));
        if (rule != null && !rule.isOpen()) {
            request.header(
                    "Authorization",
                    "Bearer " + tokens.apply(rule.roles().iterator().next()));
        }
        if (attempt.body() != null) {
            request.header("Content-Type", "application/json");
        }
        HttpRequest.BodyPublisher body = attempt.body() == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(attempt.body());
        return request.uri(URI.create(base + path + query))
                .timeout(PATIENCE)
                .method(attempt.method(), body)
                .build();
    }

    private static String encode(String value) {
        return value.equals("..") ? "%2E%2E" : URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    private void check(Attempt attempt, HttpResponse<InputStream> response, InputStream body) throws IOException {
        int status = response.statusCode();
        statuses.merge(Integer.toString(status), 1, Integer::sum);
        String type = response.headers().firstValue("Content-Type").orElse("");
        String text = type.startsWith("text/event-stream") ? "" : new String(body.readAllBytes(), UTF_8);
        if (status >= 500) {
            faults.add(status + " to " + attempt + ": " + shortened(text));
        } else if (!attempt.operation().path("responses").has(Integer.toString(status))) {
            faults.add(status + ", which the document does not list, to " + attempt + ": " + shortened(text));
        } else if (status >= 400 && !isProblem(status, type, text)) {
            faults.add(status + " without a problem to " + attempt + ": " + type + " " + shortened(text));
        } else if (type.startsWith("application/json") && !isJson(text)) {
            faults.add(status + " whose body is not JSON to " + attempt + ": " + shortened(text));
        }
    }

    private static boolean isProblem(int status, String type, String text) {
        if (!type.startsWith("application/problem+json") || !isJson(text)) {
            return false;
        }
        JsonNode problem = JSON.readTree(text);
        return problem.path("status").asInt() == status
                && !problem.path("type").asString("").isEmpty()
                && !problem.path("title").asString("").isEmpty()
                && !problem.path("requestId").asString("").isEmpty();
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String shortened(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "… (" + text.length() + " characters)";
    }
}
