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

/** Turns an exception that ended a request into a problem. Refusals that are outcomes never get here. */
@Order(-2) // before Boot's own handler, which would send its error page
final class ProblemHandler implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** Sent with every 503 that has no time of its own: our stores usually recover within seconds, or not soon. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ProblemWriter writer;

    ProblemHandler(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        ServerHttpResponse response = exchange.getResponse();
        if (ClientDisconnected.isCause(thrown)) {
            LOG.debug(
                    "{} {} [{}]: the client has disconnected ({})",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    RequestId.of(response.getHeaders()),
                    thrown.getMessage());
            return ClientDisconnected.close(exchange.getRequest()); // nobody is left to answer
        }
        if (response.isCommitted()) {
            // too late for a problem: the connection is closed, which the client sees as a failure
            return Mono.error(thrown);
        }
        Problem problem = Problems.of(thrown);
        log(exchange, problem, thrown);
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        Duration retryAfter = retryAfter(problem, thrown);
        if (retryAfter != null) {
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, Problem.seconds(retryAfter));
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
