package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.JsonFlaw;
import io.onsale.service.web.Problem;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.catalogue.PlanImport;
import io.onsale.ticket.catalogue.PlanWarnings;
import io.onsale.ticket.catalogue.SeatList;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Reads requests that carry a plan, and says what is wrong with them. They are read whole: the only ones that may have more than 64 kB. */
final class PlanBodies {
    /** The size of a plan of 120,000 seats with long ids, in bytes. */
    private static final int BODY_MAX = 16 * 1024 * 1024;

    static final String SEAT_LIST =
            "Instead of seatingPlan: seats as CSV, zone,row,seat,category[,x,y] with a header line; without x and y they are laid out."
                    + " Errors are told by line: seatList[3].row is the row on line 3";

    private PlanBodies() {}

    static Mono<byte[]> read(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), BODY_MAX)
                .map(PlanBodies::bytes)
                .switchIfEmpty(Mono.error(PlanBodies::malformed));
    }

    static PlanImport.Outcome plan(VenueController.NewPlan given, String name, PlanWarnings warnings) {
        if (given.seatList() == null) {
            return PlanImport.read(given.seatingPlan(), warnings);
        }
        if (given.seatingPlan() != null) {
            return new PlanImport.Outcome.Invalid(
                    List.of(new FieldError("seatList", "must be absent where there is a seatingPlan")));
        }
        return switch (SeatList.read(given.seatList(), name)) {
            case SeatList.Outcome.Read read -> PlanImport.read(read.plan(), warnings);
            case SeatList.Outcome.Invalid invalid -> new PlanImport.Outcome.Invalid(invalid.errors());
        };
    }

    static Problem invalid(List<FieldError> errors) {
        ProblemType type = ProblemType.SEATING_PLAN_INVALID;
        String detail = errors.getFirst().field() + " " + errors.getFirst().message();
        return new Problem(URI.create(type.uri()), type.status(), type.title(), detail, null, errors, Map.of());
    }

    /** Of a body that Jackson refused, by the path where it stopped. */
    static Problem unreadable(JacksonException e) {
        FieldError flaw = JsonFlaw.of(e);
        if (flaw == null) {
            return malformed().problem();
        }
        return flaw.field().startsWith("seat") ? invalid(List.of(flaw)) : Problem.invalid(List.of(flaw));
    }

    private static ProblemException malformed() {
        return new ProblemException(Problem.of(
                ProblemType.MALFORMED_REQUEST, "The body is missing or is not JSON of the documented shape"));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
