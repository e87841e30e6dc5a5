package io.onsale.standalone.origin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Problems that the origin answers itself, in the same form as the services. */
final class OwnProblem {
    private OwnProblem() {}

    static Mono<Void> notFound(ServerHttpResponse response) {
        return answer(response, ProblemType.NOT_FOUND, "There is nothing at this address");
    }

    static Mono<Void> stopping(ServerHttpResponse response) {
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
        response.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return answer(response, ProblemType.UNAVAILABLE, "Onsale is stopping");
    }

    private static Mono<Void> answer(ServerHttpResponse response, ProblemType type, String detail) {
        String requestId = OpaqueId.next();
        byte[] body = """
                {"type":"%s","status":%d,"title":"%s","detail":"%s","requestId":"%s"}""".formatted(type.uri(), type.status(), type.title(), detail, requestId)
                .getBytes(UTF_8);
        response.setStatusCode(HttpStatusCode.valueOf(type.status()));
        response.getHeaders().set("X-Request-Id", requestId);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
