package io.onsale.queue.sale;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;

/** What a fan is told who comes to a sale that is over. */
public final class ClosedSale {
    private ClosedSale() {}

    /**
     * The problem.
     *
     * @param message the reason for which it was closed, or empty
     * @param otherwise what to say if there is none
     */
    public static Problem problem(String message, String otherwise) {
        if (message.equals(SoldOut.REASON)) {
            return Problem.of(ProblemType.SALE_CLOSED, "All seats are sold; if some come back the sale goes on");
        }
        return Problem.of(ProblemType.SALE_CLOSED, message.isEmpty() ? otherwise : message);
    }
}
