package io.onsale.service.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as {@code application/problem+json}, including the request id. */
final class ProblemWriter implements HttpMessageWriter<Problem> {
    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    @Override
    public List<MediaType> getWritableMediaTypes() {
        return List.of(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Override
    public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
        return Problem.class.equals(elementType.resolve());
    }

    @Override
    public Mono<Void> write(
            Publisher<? extends Problem> problems,
            ResolvableType elementType,
            @Nullable MediaType mediaType,
            ReactiveHttpOutputMessage message,
            Map<String, Object> hints) {
        return Mono.from(problems).flatMap(problem -> write(problem, message));
    }

    Mono<Void> write(Problem problem, ReactiveHttpOutputMessage message) {
        byte[] body = json.writeValueAsBytes(problem.withRequestId(RequestId.of(message.getHeaders())));
        message.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        message.getHeaders().setContentLength(body.length);
        return message.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(body)));
    }
}
