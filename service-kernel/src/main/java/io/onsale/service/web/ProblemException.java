package io.onsale.service.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure that ends the request where no outcome can carry it: in filters, argument parsing and calls to broken
 * infrastructure. Use cases return outcomes instead. Carries no stack trace: it is an answer, not a surprise.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** @param retryAfter told to the caller; required for 429 and 503 */
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
