package io.onsale.queue.figures.web;

import static org.springdoc.core.fn.builders.apiresponse.Builder.responseBuilder;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.parameter.Builder.parameterBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.figures.SaleFigures;
import io.onsale.service.openapi.Refusals;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes of the figures. */
final class FiguresRoutes {
    private static final String FRESHNESS = "`asOf` is when the line was read, usually less than a second ago. "
            + "While it is out of reach, state is UNAVAILABLE and the figures are those of `asOf`.";

    private FiguresRoutes() {}

    static RouterFunction<ServerResponse> of(FiguresHandler handler) {
        String stats = "/api/v1/admin/sales/{saleId}/stats";
        return SpringdocRouteBuilder.route()
                .GET(stats, handler::figures, FiguresRoutes::figures)
                .GET(stats + "/events", handler::figuresStream, FiguresRoutes::figuresStream)
                .build();
    }

    private static void figures(Builder operation) {
        common(operation, "figures", "The sale in figures, as of the latest reading")
                .description(FRESHNESS)
                .response(responseBuilder()
                        .responseCode("200")
                        .description("The figures")
                        .content(contentBuilder()
                                .mediaType(MediaType.APPLICATION_JSON_VALUE)
                                .schema(schemaBuilder().implementation(SaleFigures.class))));
    }

    private static void figuresStream(Builder operation) {
        common(
                        operation,
                        "figuresStream",
                        "The figures once per second (server-sent events named `stats`, whose data is SaleFigures)")
                .description(FRESHNESS
                        + " The stream ends when the server is about to stop, and when the sale is long over.")
                .response(responseBuilder()
                        .responseCode("200")
                        .description("The stream")
                        .content(contentBuilder()
                                .mediaType(MediaType.TEXT_EVENT_STREAM_VALUE)
                                .schema(schemaBuilder().implementation(SaleFigures.class))));
    }

    private static Builder common(Builder operation, String id, String summary) {
        operation
                .operationId(id)
                .tag("Operators")
                .summary(summary)
                .parameter(
                        parameterBuilder().name("saleId").in(ParameterIn.PATH).required(true));
        Refusals.of().and("or its lobby is not open yet", ProblemType.NOT_FOUND).addTo(operation);
        return operation;
    }
}
