package io.onsale.queue.stream.web;

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

/** The streams of places: functional, because annotated handlers keep state per request and 50,000 streams may be open. */
final class StreamRoutes {
    private static final String EVENTS = """
            The full state on connecting, then what changes:
            `sale` {state, message, opensAt, closesAt, serverTime, seatsLeft by grade, likelySoldOut},
            `place` (the body of GET …/places/me), `ready` {claimBy},
            `closed` {reason}, after which nothing follows; reason: left, missed, served, expired, absent, elsewhere \
            (a fan may have two streams of a sale on one server; the oldest is closed), sale-closed, sold-out,
            `drain` {reconnectAfterMs}: reconnect after that time.
            A comment at least every 15 s. `retry` differs per fan.
            A slow client gets the latest state only. likelySoldOut: seats left ≤ ahead × the average number of seats per fan so far \
            (2 until measured).""";

    private StreamRoutes() {}

    static RouterFunction<ServerResponse> of(StreamHandler handler) {
        return SpringdocRouteBuilder.route()
                .GET("/api/v1/sales/{saleId}/places/me/events", handler::watch, StreamRoutes::watch)
                .build();
    }

    private static void watch(Builder operation) {
        operation
                .operationId("watch")
                .tag("Line")
                .summary("Your place as it changes (server-sent events)")
                .description(EVENTS)
                .parameter(
                        parameterBuilder().name("saleId").in(ParameterIn.PATH).required(true))
                .parameter(parameterBuilder()
                        .name("Last-Event-ID")
                        .in(ParameterIn.HEADER)
                        .description("Optional; no node shows you more fans ahead than that event did"))
                .response(responseBuilder()
                        .responseCode("200")
                        .description("The stream")
                        .content(contentBuilder()
                                .mediaType(MediaType.TEXT_EVENT_STREAM_VALUE)
                                .schema(schemaBuilder().type("string"))));
        Refusals.of(ProblemType.NOT_IN_LINE)
                .and("claims, streams and leaving count together", ProblemType.TOO_MANY_REQUESTS)
                .and("the line is out of reach, or this server cannot open more streams", ProblemType.UNAVAILABLE)
                .addTo(operation);
    }
}
