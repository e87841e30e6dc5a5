package io.onsale.ticket.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.access.AccessRules;
import io.onsale.service.web.Problem;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.openapi.Refuses;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;

/** What every route has in common: who may call it, its idempotency key, its problems. */
@Configuration(proxyBeanMethods = false)
class Documentation {
    private static final String SCHEME = "accessToken";
    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI ticketApiDocument() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Onsale ticket-api")
                                .version("1")
                                .description(
                                        "Members, catalogue, bookings, payments, refunds and tickets. Money is in minor units."))
                .components(new Components()
                        .addSecuritySchemes(
                                SCHEME,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")));
    }

    /** Adds problems of the route, and its key. */
    @Bean
    OperationCustomizer routeDocumentation() {
        return (operation, method) -> {
            Refuses refuses = method.getMethodAnnotation(Refuses.class);
            Stream<ProblemType> own = refuses == null ? Stream.empty() : Arrays.stream(refuses.value());
            boolean isKeyed = Arrays.stream(method.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType().equals(KeyedRequest.class));
            if (isKeyed) {
                operation.addParametersItem(idempotencyKey());
            }
            addProblems(operation, Stream.concat(own, general(method, isKeyed)));
            return operation;
        };
    }

    /** Adds who may call, and the shape of problems. */
    @Bean
    OpenApiCustomizer accessDocumentation(AccessRules rules) {
        return document -> {
            document.getComponents()
                    .addSchemas(
                            PROBLEM,
                            ModelConverters.getInstance().read(Problem.class).get(PROBLEM));
            document.getPaths()
                    .forEach((path, item) -> item.readOperationsMap()
                            .forEach((method, operation) -> addAccess(operation, rule(rules, path, method))));
        };
    }

    private static AccessRules.Rule rule(AccessRules rules, String path, PathItem.HttpMethod method) {
        String example = path.replace("{", "").replace("}", "");
        AccessRules.Rule rule = rules.find(HttpMethod.valueOf(method.name()), PathContainer.parsePath(example));
        if (rule == null) {
            throw new IllegalStateException("no access rule for " + method + " " + path);
        }
        return rule;
    }

    private static void addAccess(Operation operation, AccessRules.Rule rule) {
        if (rule.isOpen()) {
            return;
        }
        operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
        addProblems(operation, Stream.of(ProblemType.UNAUTHENTICATED, ProblemType.FORBIDDEN));
        String roles = rule.roles().stream().map(Enum::name).collect(Collectors.joining(", "));
        String text = operation.getDescription() == null ? "" : operation.getDescription() + "\n\n";
        operation.setDescription(text + "For: " + roles + ".");
    }

    private static Stream<ProblemType> general(HandlerMethod method, boolean isKeyed) {
        Stream<ProblemType> all = method.getMethodParameters().length == 0
                ? Stream.of(ProblemType.UNAVAILABLE)
                : Stream.of(ProblemType.MALFORMED_REQUEST, ProblemType.VALIDATION_FAILED, ProblemType.UNAVAILABLE);
        return isKeyed
                ? Stream.concat(
                        all,
                        Stream.of(
                                ProblemType.IDEMPOTENCY_KEY_MISSING,
                                ProblemType.IDEMPOTENCY_KEY_REUSED,
                                ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
                                ProblemType.TOO_MANY_REQUESTS))
                : all;
    }

    private static Parameter idempotencyKey() {
        return new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .required(true)
                .description(
                        "1 to 128 visible ASCII characters, new for each new wish. The same key with the same body gives"
                                + " the same answer for 24 hours.")
                .schema(new StringSchema().minLength(1).maxLength(128));
    }

    /** One response for each status; its description lists the problem types behind it. */
    private static void addProblems(Operation operation, Stream<ProblemType> types) {
        Map<Integer, List<ProblemType>> byStatus = types.collect(Collectors.groupingBy(ProblemType::status));
        byStatus.forEach((status, list) -> {
            String text = list.stream()
                    .map(type -> type.slug() + ": " + type.title())
                    .distinct()
                    .collect(Collectors.joining("; "));
            ApiResponse known = operation.getResponses().get(Integer.toString(status));
            String description = known == null ? text : known.getDescription() + "; " + text;
            operation.getResponses().addApiResponse(Integer.toString(status), problem(description));
        });
    }

    private static ApiResponse problem(String description) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
    }
}
