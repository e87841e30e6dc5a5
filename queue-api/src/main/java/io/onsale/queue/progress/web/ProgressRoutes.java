package io.onsale.queue.progress.web;

import static org.springdoc.core.fn.builders.apiresponse.Builder.responseBuilder;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.parameter.Builder.parameterBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;
import static org.springdoc.core.fn.builders.securityrequirement.Builder.securityRequirementBuilder;

import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.progress.SaleFigures;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes that go on telling: functional, since fifty thousand may be under way and each keeps what it was answered by. */
@Configuration(proxyBeanMethods = false)
class ProgressRoutes {
    private static final String STREAM = """
            The full state on connecting, then what changes:
            `sale` {state, message, opensAt, closesAt, serverTime, seatsLeft by grade, likelySoldOut},
            `place` (the body of GET …/places/me), `ready` {claimBy},
            `closed` {reason}, after which nothing follows; reason: left, missed, served, expired, absent, elsewhere \
            (a fan may have two streams of a sale on one server, the oldest makes room), sale-closed, sold-out,
            `drain` {reconnectAfterMs}: come back after that time.
            A comment at least every 15 s. `retry` differs from fan to fan.
            A slow reader gets the latest only. likelySoldOut: seats left ≤ ahead × seats that fans took on average so far (2 until \
            measured).""";

    private static final String FRESHNESS =
            "`asOf` is when the line was read, usually less than a second ago. While it is out of reach, "
                    + "state is UNAVAILABLE and the figures are those of then.";

    @Bean
    RouterFunction<ServerResponse> watching(Progress progress, FanLimit limit) {
        ProgressHandler handler = new ProgressHandler(progress, limit);
        String admin = "/api/v1/admin/sales/{saleId}";
        return SpringdocRouteBuilder.route()
                .GET("/api/v1/sales/{saleId}/places/me/events", handler::watch, ProgressRoutes::watch)
                .GET(admin + "/stats", handler::figures, ProgressRoutes::figures)
                .GET(admin + "/stats/events", handler::figuresStream, ProgressRoutes::figuresStream)
                .build();
    }

    private static void watch(Builder operation) {
        common(operation, "watch", "Line", "Your place as it goes on (server-sent events)")
                .description(STREAM)
                .parameter(parameterBuilder()
                        .name("Last-Event-ID")
                        .in(ParameterIn.HEADER)
                        .description("Not needed; what was shown last is not exceeded then, even by another node"))
                .response(stream())
                .response(problem("403", "forbidden: fans only"))
                .response(problem("404", "not-in-line"))
                .response(problem(
                        "429",
                        "too-many-requests: claims, streams and places given up count together; see Retry-After"))
                .response(problem(
                        "503", "unavailable: the line is out of reach, or no room for a stream; see Retry-After"));
    }

    private static void figures(Builder operation) {
        common(operation, "figures", "Operators", "The sale in figures, as of the latest read")
                .description(FRESHNESS)
                .response(responseBuilder()
                        .responseCode("200")
                        .description("The figures")
                        .content(contentBuilder()
                                .mediaType(MediaType.APPLICATION_JSON_VALUE)
                                .schema(schemaBuilder().implementation(SaleFigures.class))))
                .response(problem("403", "forbidden: managers only"))
                .response(problem("404", "not-found: no such sale, or its lobby is not open yet"));
    }

    private static void figuresStream(Builder operation) {
        common(operation, "figuresStream", "Operators", "The figures once a second (server-sent events named `stats`)")
                .description(FRESHNESS
                        + " The stream ends when the server is about to stop, and when the sale is long over.")
                .response(stream())
                .response(problem("403", "forbidden: managers only"))
                .response(problem("404", "not-found: no such sale, or its lobby is not open yet"));
    }

    private static Builder common(Builder operation, String id, String tag, String summary) {
        return operation
                .operationId(id)
                .tag(tag)
                .summary(summary)
                .security(securityRequirementBuilder().name("bearer"))
                .parameter(
                        parameterBuilder().name("saleId").in(ParameterIn.PATH).required(true))
                .response(problem("400", "validation-failed: the sale id is malformed"))
                .response(problem("401", "unauthenticated"));
    }

    private static org.springdoc.core.fn.builders.apiresponse.Builder stream() {
        return responseBuilder()
                .responseCode("200")
                .description("The stream")
                .content(contentBuilder()
                        .mediaType(MediaType.TEXT_EVENT_STREAM_VALUE)
                        .schema(schemaBuilder().type("string")));
    }

    private static org.springdoc.core.fn.builders.apiresponse.Builder problem(String status, String description) {
        return responseBuilder()
                .responseCode(status)
                .description(description)
                .content(contentBuilder()
                        .mediaType(MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                        .schema(schemaBuilder().implementation(Problem.class)));
    }
}
