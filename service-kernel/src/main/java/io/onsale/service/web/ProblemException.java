package io.onsale.service.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure that ends a request where no outcome can be returned: in filters, argument parsing and calls to broken
 * infrastructure. Use cases return outcomes instead. It has no stack trace, because it is an expected response.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** @param retryAfter sent to the caller as {@code Retry-After}; required for 429 and 503 */
    public ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    public Problem problem() {
        return problem;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
