package io.onsale.ticket.device;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.ticket.device.BindTicket.Outcome;

/** Refused bindings as problems, the same for devices and paper. */
public final class BindingProblem {
    private BindingProblem() {}

    public static Problem of(Outcome.Refusal refusal) {
        return switch (refusal) {
            case Outcome.NotFound none -> Problem.of(ProblemType.NOT_FOUND, "You have no such ticket");
            case Outcome.AlreadyUsed used ->
                Problem.of(ProblemType.TICKET_USED, "It need not be shown again, so it stays where it is");
            case Outcome.Voided voided -> Problem.of(ProblemType.TICKET_VOIDED, "It no longer opens the gate");
            case Outcome.NoRebindsLeft none ->
                Problem.of(ProblemType.REBIND_LIMIT, "Ask the box office: a manager can allow another move");
        };
    }
}
