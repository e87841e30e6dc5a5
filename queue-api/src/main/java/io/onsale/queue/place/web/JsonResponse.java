package io.onsale.queue.place.web;

import io.onsale.service.web.DirectResponse;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * JSON that is text already. Saves the choice of a codec, which would cost more than making the text.
 *
 * @param version for the header {@code ETag}, which is weak because times may differ under the same version; empty: no header
 */
record JsonResponse(HttpStatus status, String json, String version) implements DirectResponse {
    @Override
    public HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        ServerHttpResponse response = exchange.getResponse();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setStatusCode(status);
        HttpHeaders headers = response.getHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!version.isEmpty()) {
            headers.set(HttpHeaders.ETAG, "W/\"" + version + '"');
        }
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }
}
