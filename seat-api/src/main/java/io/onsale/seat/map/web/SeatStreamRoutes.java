package io.onsale.seat.map.web;

import static org.springdoc.core.fn.builders.apiresponse.Builder.responseBuilder;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.parameter.Builder.parameterBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refusals;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * The route of the stream of changes. A functional route: an annotated handler keeps state for as long as its answer lasts, and thousands of
 * streams may be open.
 */
final class SeatStreamRoutes {
    private static final String STREAM = """
            Server-sent events. `seats` `{version,changes:[[index,state],…]}`: what changed up to that version, \
            coalesced over some 100 ms. `snapshot` `{version}`: you missed too much: read all seats again. A comment every \
            10 s is a sign of life. The id of an event is its version; a stream resumes after `Last-Event-ID`, or after \
            `after`, the version of the snapshot that you have. An id that is not of this performance, whatever it is, \
            is answered by `snapshot`.""";

    private static final String COUNTS = """
            Server-sent events `counts`, each with all counts by section and grade: at once, and then at most once a second when \
            seats have changed. A comment every 10 s is a sign of life.""";

    private SeatStreamRoutes() {}

    static RouterFunction<ServerResponse> to(SeatStreamHandler handler) {
        return SpringdocRouteBuilder.route()
                .GET("/api/v1/performances/{performanceId}/seats/events", handler::watch, SeatStreamRoutes::watch)
                .GET(
                        "/api/v1/performances/{performanceId}/seats/counts/events",
                        handler::watchCounts,
                        SeatStreamRoutes::watchCounts)
                .build();
    }

    private static void watch(Builder operation) {
        describe(
                operation
                        .operationId("events")
                        .summary("Changes of seats, live")
                        .description(STREAM),
                SeatChangesJson.class);
    }

    private static void watchCounts(Builder operation) {
        describe(
                operation
                        .operationId("countEvents")
                        .summary("How many seats are left, live")
                        .description(COUNTS),
                SeatCountsJson.class);
    }

    private static void describe(Builder operation, Class<?> event) {
        operation
                .tag("seats")
                .parameter(parameterBuilder()
                        .name("performanceId")
                        .in(ParameterIn.PATH)
                        .required(true))
                .parameter(parameterBuilder()
                        .name("after")
                        .in(ParameterIn.QUERY)
                        .description("The version that you have")
                        .schema(schemaBuilder().type("integer").format("int64")))
                .parameter(parameterBuilder()
                        .name("Last-Event-ID")
                        .in(ParameterIn.HEADER)
                        .description("The id of the last event you saw; goes before `after`"))
                .response(responseBuilder()
                        .responseCode("200")
                        .description("The stream")
                        .content(contentBuilder()
                                .mediaType(MediaType.TEXT_EVENT_STREAM_VALUE)
                                .schema(schemaBuilder().implementation(event))));
        Refusals.of(ProblemType.NOT_FOUND)
                .and("`after` is not a number", ProblemType.VALIDATION_FAILED)
                .and("from three days after its start on", ProblemType.PERFORMANCE_OVER)
                .and(
                        "streams of this address without a token, or of this fan; with Retry-After",
                        ProblemType.TOO_MANY_REQUESTS)
                .and("with Retry-After", ProblemType.SEATS_NOT_READY)
                .addTo(operation);
    }
}
