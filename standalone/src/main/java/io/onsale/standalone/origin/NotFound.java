package io.onsale.standalone.origin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** The answer where there is nothing: the same problem that a service would give. */
final class NotFound {
    private static final ProblemType TYPE = ProblemType.NOT_FOUND;

    private NotFound() {}

    static Mono<Void> answer(ServerHttpResponse response) {
        String requestId = OpaqueId.next();
        byte[] body = """
                {"type":"%s","status":%d,"title":"%s","detail":"There is nothing at this address","requestId":"%s"}""".formatted(TYPE.uri(), TYPE.status(), TYPE.title(), requestId)
                .getBytes(UTF_8);
        response.setStatusCode(HttpStatus.NOT_FOUND);
        response.getHeaders().set("X-Request-Id", requestId);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}
