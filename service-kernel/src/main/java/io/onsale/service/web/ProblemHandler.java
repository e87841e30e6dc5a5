package io.onsale.service.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** The last resort of every request: turns what was thrown into a problem. Refusals that are outcomes never come here. */
@Order(-2) // before Boot's own handler, which would answer its error page
final class ProblemHandler implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** Told with every 503 that names no better time: our stores come back within seconds, or not soon at all. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ProblemWriter writer;

    ProblemHandler(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        ServerHttpResponse response = exchange.getResponse();
        if (CallerGone.isCause(thrown)) {
            LOG.debug(
                    "{} {} [{}]: the caller has gone ({})",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    RequestId.of(response.getHeaders()),
                    thrown.getMessage());
            return CallerGone.close(exchange.getRequest()); // there is nobody to answer
        }
        if (response.isCommitted()) {
            return Mono.error(
                    thrown); // too late for an answer: the connection is cut, which the caller sees as a failure
        }
        Problem problem = Problems.of(thrown);
        log(exchange, problem, thrown);
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        Duration retryAfter = retryAfter(problem, thrown);
        if (retryAfter != null) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        return writer.write(problem, response);
    }

    private static @Nullable Duration retryAfter(Problem problem, Throwable thrown) {
        if (thrown instanceof ProblemException exception && exception.retryAfter() != null) {
            return exception.retryAfter();
        }
        return problem.status() == 503 || problem.status() == 429 ? RETRY_AFTER : null;
    }

    private static void log(ServerWebExchange exchange, Problem problem, Throwable thrown) {
        String requestId = RequestId.of(exchange.getResponse().getHeaders());
        if (problem.status() == 500) {
            LOG.error(
                    "{} {} [{}] failed",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    requestId,
                    thrown);
        } else if (problem.status() == 503) {
            LOG.warn(
                    "{} {} [{}]: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    requestId,
                    cause(thrown));
        }
    }

    private static String cause(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        return thrown.getMessage() + " (" + cause.getClass().getSimpleName() + ")";
    }
}
