package io.onsale.queue.place.web;

import static org.springdoc.core.fn.builders.apiresponse.Builder.responseBuilder;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.parameter.Builder.parameterBuilder;
import static org.springdoc.core.fn.builders.requestbody.Builder.requestBodyBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refusals;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes that all fans call in the same second: functional, because that costs the least per request. */
final class PlaceRoutes {
    private static final String PLACES = "/api/v1/sales/{saleId}/places";
    private static final String MINE = PLACES + "/me";

    private PlaceRoutes() {}

    static RouterFunction<ServerResponse> of(PlaceHandler handler) {
        return SpringdocRouteBuilder.route()
                .GET(MINE, handler::look, PlaceRoutes::look)
                .POST(PLACES, handler::join, PlaceRoutes::join)
                .DELETE(MINE, handler::leave, PlaceRoutes::leave)
                .build();
    }

    private static void join(Builder operation) {
        common(operation, "join", "Join the line; returns your place if you have one already");
        place(operation, "200", "The place that you have already, or have again by its receipt");
        place(operation, "201", "The new place");
        operation
                .requestBody(requestBodyBuilder()
                        .content(contentBuilder()
                                .mediaType(MediaType.APPLICATION_JSON_VALUE)
                                .schema(schemaBuilder().implementation(JoinRequest.class))))
                .parameter(parameterBuilder()
                        .name("Idempotency-Key")
                        .in(ParameterIn.HEADER)
                        .description(
                                "The same key with another body is refused. Where joining again moves you to the back, "
                                        + "the same key keeps your place"));
        Refusals.of(ProblemType.NOT_FOUND, ProblemType.IDEMPOTENCY_KEY_REUSED, ProblemType.SALE_CLOSED)
                .and("with challenge: where to get one", ProblemType.PROOF_REQUIRED)
                .and("with reason: malformed, foreign, expired, weak or replayed", ProblemType.PROOF_REFUSED)
                .and("this fan or this address joins too often", ProblemType.TOO_MANY_REQUESTS)
                .and("with opensAt", ProblemType.SALE_NOT_OPEN)
                .and("with reason: FORGED, ENDED or NEVER_LOST", ProblemType.RECEIPT_REFUSED)
                .and("the line is out of reach", ProblemType.UNAVAILABLE)
                .addTo(operation);
    }

    private static void look(Builder operation) {
        common(operation, "look", "Your place; poll again after pollAfterMs")
                .parameter(parameterBuilder()
                        .name("If-None-Match")
                        .in(ParameterIn.HEADER)
                        .description("The ETag of the previous response: no node shows you more fans ahead than that. "
                                + "The response is always complete"))
                .description(
                        "While the sale does not run as its times say, `sale` {state, message, reason?} is present: "
                                + "state PAUSED, DRAINING or CLOSED; once it is closed, reason sale-closed or sold-out. "
                                + "A sold-out sale continues if seats come back");
        place(operation, "200", "Your place");
        Refusals.of(ProblemType.NOT_IN_LINE)
                .and("you poll much more often than pollAfterMs", ProblemType.TOO_MANY_REQUESTS)
                .and("the line is out of reach", ProblemType.UNAVAILABLE)
                .addTo(operation);
    }

    private static void leave(Builder operation) {
        common(operation, "leave", "Give up your place; its pass is not renewed")
                .response(responseBuilder().responseCode("204").description("You have no place any more"));
        Refusals.of(ProblemType.NOT_IN_LINE)
                .and("claims, streams and leaving count together", ProblemType.TOO_MANY_REQUESTS)
                .and("the line is out of reach", ProblemType.UNAVAILABLE)
                .addTo(operation);
    }

    private static Builder common(Builder operation, String id, String summary) {
        return operation
                .operationId(id)
                .tag("Line")
                .summary(summary)
                .parameter(
                        parameterBuilder().name("saleId").in(ParameterIn.PATH).required(true));
    }

    private static void place(Builder operation, String status, String description) {
        operation.response(responseBuilder()
                .responseCode(status)
                .description(description)
                .content(contentBuilder()
                        .mediaType(MediaType.APPLICATION_JSON_VALUE)
                        .schema(schemaBuilder().implementation(ShownPlace.class))));
    }
}
