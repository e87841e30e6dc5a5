package io.onsale.queue.line.web;

import static org.springdoc.core.fn.builders.apiresponse.Builder.responseBuilder;
import static org.springdoc.core.fn.builders.content.Builder.contentBuilder;
import static org.springdoc.core.fn.builders.parameter.Builder.parameterBuilder;
import static org.springdoc.core.fn.builders.requestbody.Builder.requestBodyBuilder;
import static org.springdoc.core.fn.builders.schema.Builder.schemaBuilder;
import static org.springdoc.core.fn.builders.securityrequirement.Builder.securityRequirementBuilder;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.JoinGuard;
import io.onsale.queue.line.Restoring;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.util.function.Consumer;
import org.springdoc.core.fn.builders.operation.Builder;
import org.springdoc.webflux.core.fn.SpringdocRouteBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes that everybody calls in the same second: functional, which costs the least on the way. */
@Configuration(proxyBeanMethods = false)
class PlaceRoutes {
    private static final String PLACES = "/api/v1/sales/{saleId}/places";
    private static final String MINE = PLACES + "/me";

    @Bean
    RouterFunction<ServerResponse> places(
            WaitingLine line,
            Restoring restoring,
            Progress progress,
            JoinGuard guard,
            ClientAddresses addresses,
            FanLimit limit,
            SaleBook book,
            MeterRegistry meters) {
        JoinDoor door = new JoinDoor(guard, addresses);
        PlaceHandler handler = new PlaceHandler(line, restoring, progress, new JoinCounts(meters), door, limit, book);
        return SpringdocRouteBuilder.route()
                .GET(MINE, handler::look, look())
                .POST(PLACES, handler::join, join())
                .DELETE(MINE, handler::leave, leave())
                .build();
    }

    private static Consumer<Builder> join() {
        return operation -> place(common(operation, "join", "Join the line; the place you have if you have one"), "200")
                .response(json("201", "The new place", ShownPlace.class))
                .requestBody(requestBodyBuilder()
                        .content(contentBuilder()
                                .mediaType(MediaType.APPLICATION_JSON_VALUE)
                                .schema(schemaBuilder().implementation(PlaceHandler.Joining.class))))
                .parameter(parameterBuilder()
                        .name("Idempotency-Key")
                        .in(ParameterIn.HEADER)
                        .description(
                                "The same key with another body is refused. It also matters where joining again sends to the "
                                        + "back: the same key keeps the place"))
                .response(problem(
                        "403",
                        "forbidden: fans only; proof-required (with challenge: where to get one), proof-refused (with reason: "
                                + "malformed, foreign, expired, weak, replayed)"))
                .response(problem("404", "not-found: no such sale"))
                .response(problem("413", "body-too-large"))
                .response(problem("422", "idempotency-key-reused: this key came with another body"))
                .response(
                        problem("429", "too-many-requests: this fan or this address joins too often; see Retry-After"))
                .response(problem("409", "sale-not-open (with opensAt), sale-closed, receipt-refused (with reason)"));
    }

    private static Consumer<Builder> look() {
        return operation -> place(common(operation, "look", "Where you are; ask again after pollAfterMs"), "200")
                .parameter(parameterBuilder()
                        .name("If-None-Match")
                        .in(ParameterIn.HEADER)
                        .description("The ETag of the answer before: no node shows you more ahead than that one did. "
                                + "The answer is always in full"))
                .description(
                        "While the sale is not as its times say, `sale` {state, message, reason?} tells: state "
                                + "PAUSED, DRAINING or CLOSED; once it is closed, reason sale-closed or sold-out; the latter goes on if seats come back")
                .response(problem("404", "not-in-line"))
                .response(
                        problem("429", "too-many-requests: you ask much more often than pollAfterMs; see Retry-After"));
    }

    private static Consumer<Builder> leave() {
        return operation -> common(operation, "leave", "Give up your place; a pass of it is not renewed")
                .response(responseBuilder().responseCode("204").description("You have no place any more"))
                .response(problem(
                        "429",
                        "too-many-requests: claims, streams and places given up count together; see Retry-After"))
                .response(problem("404", "not-in-line"));
    }

    private static Builder place(Builder operation, String status) {
        return operation.response(json(status, "Your place", ShownPlace.class));
    }

    private static Builder common(Builder operation, String id, String summary) {
        return operation
                .operationId(id)
                .tag("Line")
                .summary(summary)
                .security(securityRequirementBuilder().name("bearer"))
                .parameter(
                        parameterBuilder().name("saleId").in(ParameterIn.PATH).required(true))
                .response(problem("400", "validation-failed: the sale id is malformed"))
                .response(problem("401", "unauthenticated"))
                .response(problem("403", "forbidden: fans only"))
                .response(problem("503", "unavailable: the line is out of reach; see Retry-After"));
    }

    private static org.springdoc.core.fn.builders.apiresponse.Builder json(
            String status, String description, Class<?> shape) {
        return responseBuilder()
                .responseCode(status)
                .description(description)
                .content(contentBuilder()
                        .mediaType(MediaType.APPLICATION_JSON_VALUE)
                        .schema(schemaBuilder().implementation(shape)));
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
