package io.onsale.queue.sale;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;

/** The problem that answers a fan whose sale is over. */
public final class ClosedSale {
    private ClosedSale() {}

    /**
     * The problem.
     *
     * @param message the reason why the sale was closed, or empty
     * @param otherwise the detail if there is no reason
     */
    public static Problem problem(String message, String otherwise) {
        if (message.equals(SoldOut.REASON)) {
            return Problem.of(ProblemType.SALE_CLOSED, "All seats are sold; the sale continues if seats come back");
        }
        return Problem.of(ProblemType.SALE_CLOSED, message.isEmpty() ? otherwise : message);
    }
}
