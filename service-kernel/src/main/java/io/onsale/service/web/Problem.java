package io.onsale.service.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.onsale.kernel.problem.ProblemType;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A problem as RFC 9457 defines it: {@code {type,status,title,detail,requestId,errors[]?,…}}.
 *
 * <p>{@link ProblemWriter} fills in {@code requestId}; callers leave it out.
 *
 * @param errors one entry per field for {@link ProblemType#VALIDATION_FAILED}; otherwise empty and left out of the JSON
 * @param more extra members of certain problem types, e.g. {@code taken} of {@code seats-taken}
 */
@JsonPropertyOrder({"type", "status", "title", "detail", "requestId", "errors"})
public record Problem(
        URI type,
        int status,
        String title,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors,
        @JsonAnyGetter Map<String, Object> more) {

    /** {@code field} is the path in the body or the parameter's name; {@code message} says what it must be. */
    public record FieldError(String field, String message) {}

    public static Problem of(ProblemType type, String detail) {
        return new Problem(URI.create(type.uri()), type.status(), type.title(), detail, null, List.of(), Map.of());
    }

    public static Problem invalid(List<FieldError> errors) {
        Problem problem = of(
                ProblemType.VALIDATION_FAILED, errors.size() == 1 ? "One value is invalid" : "Some values are invalid");
        return new Problem(problem.type, problem.status, problem.title, problem.detail, null, errors, Map.of());
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** With one more member, after those that it has. */
    public Problem with(String member, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put(member, value);
        return new Problem(type, status, title, detail, requestId, errors, Collections.unmodifiableMap(members));
    }

    Problem withRequestId(@Nullable String id) {
        return new Problem(type, status, title, detail, id, errors, more);
    }

    /** The response of a controller. */
    public ResponseEntity<Object> answer() {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }

    /** The response of a controller, with {@code Retry-After}; required for 429 and 503. */
    public ResponseEntity<Object> answerRetryAfter(Duration wait) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, seconds(wait))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(this);
    }

    /** The response of a functional route. */
    public Mono<ServerResponse> respond() {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(this);
    }

    /** The response of a functional route, with {@code Retry-After}; required for 429 and 503. */
    public Mono<ServerResponse> respondRetryAfter(Duration wait) {
        return ServerResponse.status(status)
                .header(HttpHeaders.RETRY_AFTER, seconds(wait))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(this);
    }

    /** Whole seconds, rounded up, so that a client that waits that long is not too early again. */
    static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
