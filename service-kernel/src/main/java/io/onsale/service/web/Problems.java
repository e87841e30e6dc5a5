package io.onsale.service.web;

import io.onsale.kernel.id.MalformedId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.outage.Outages;
import io.onsale.service.web.Problem.FieldError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;

/** Maps an exception to a problem: the caller's mistake (4xx), broken infrastructure (503) or a bug (500). */
final class Problems {
    private static final String TOO_LARGE = "The body exceeds the limit of this route";

    private Problems() {}

    static Problem of(Throwable thrown) {
        return switch (thrown) {
            case ProblemException e -> e.problem();
            case Unavailable e -> Problem.of(ProblemType.UNAVAILABLE, text(e));
            case MalformedId e -> Problem.invalid(e.name(), text(e));
            case WebExchangeBindException e -> Problem.invalid(fieldErrors(e));
            case HandlerMethodValidationException e -> Problem.invalid(parameterErrors(e));
            case ServerWebInputException e -> unreadable(e);
            case DataBufferLimitException e -> Problem.of(ProblemType.BODY_TOO_LARGE, TOO_LARGE);
            case ErrorResponse e -> byStatus(e.getStatusCode());
            default -> Outages.isOutage(thrown) ? unavailable() : bug();
        };
    }

    private static Problem unavailable() {
        return Problem.of(
                ProblemType.UNAVAILABLE,
                "A part of the system does not respond at the moment. Try again after Retry-After");
    }

    private static Problem bug() {
        return Problem.of(ProblemType.BUG, "If this happens again, report the requestId");
    }

    private static Problem unreadable(ServerWebInputException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return Problem.of(ProblemType.BODY_TOO_LARGE, TOO_LARGE);
            }
            if (cause instanceof MalformedId malformed) {
                return Problem.invalid(malformed.name(), text(malformed));
            }
            if (cause instanceof JacksonException json) {
                return inJson(json);
            }
        }
        String parameter =
                e.getMethodParameter() == null ? null : e.getMethodParameter().getParameterName();
        return parameter == null || e.getReason() == null || e.getReason().contains("body")
                ? Problem.of(
                        ProblemType.MALFORMED_REQUEST, "The body is missing or is not JSON of the documented shape")
                : Problem.invalid(parameter, "is missing or not of the documented shape");
    }

    private static Problem inJson(JacksonException json) {
        FieldError flaw = JsonFlaw.of(json);
        return flaw == null
                ? Problem.of(ProblemType.MALFORMED_REQUEST, "The body is not JSON of the documented shape")
                : Problem.invalid(List.of(flaw));
    }

    private static List<FieldError> fieldErrors(WebExchangeBindException e) {
        return e.getFieldErrors().stream()
                .map(error -> new FieldError(error.getField(), text(error.getDefaultMessage())))
                .sorted(java.util.Comparator.comparing(FieldError::field))
                .toList();
    }

    private static List<FieldError> parameterErrors(HandlerMethodValidationException e) {
        return e.getParameterValidationResults().stream()
                .map(result -> new FieldError(
                        text(result.getMethodParameter().getParameterName()),
                        result.getResolvableErrors().stream()
                                .map(error -> text(error.getDefaultMessage()))
                                .collect(Collectors.joining(", "))))
                .toList();
    }

    private static Problem byStatus(HttpStatusCode status) {
        for (ProblemType type : ProblemType.values()) {
            if (type.status() == status.value() && isGeneric(type)) {
                return Problem.of(type, type.title());
            }
        }
        return status.is4xxClientError()
                ? Problem.of(ProblemType.MALFORMED_REQUEST, "The request cannot be processed")
                : bug();
    }

    private static boolean isGeneric(ProblemType type) {
        return switch (type) {
            case MALFORMED_REQUEST,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    BODY_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    TOO_MANY_REQUESTS,
                    UNAVAILABLE -> true;
            default -> false;
        };
    }

    private static String text(@Nullable String message) {
        return message == null ? "is not acceptable" : message;
    }

    private static String text(Throwable thrown) {
        return text(thrown.getMessage());
    }
}
