package io.onsale.ticket.idempotency;

import io.onsale.service.web.Problem;

/**
 * The answer of a controller.
 *
 * @param body written as JSON
 */
public record Answer(int status, Object body) {
    public static Answer ok(Object body) {
        return new Answer(200, body);
    }

    public static Answer created(Object body) {
        return new Answer(201, body);
    }

    public static Answer refused(Problem problem) {
        return new Answer(problem.status(), problem);
    }
}
