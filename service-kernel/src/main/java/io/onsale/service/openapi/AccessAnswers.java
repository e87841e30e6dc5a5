package io.onsale.service.openapi;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.access.AccessRules;
import io.onsale.service.web.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/**
 * Completes the OpenAPI document by the access rules: adds to each route the problems that it may answer because of its rule, its
 * parameters or its body, and gives each refusal its content. So a route whose author lists nothing is documented as well.
 */
final class AccessAnswers implements OpenApiCustomizer, Ordered {
    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_TYPE = "application/problem+json";

    private final AccessRules rules;

    AccessAnswers(AccessRules rules) {
        this.rules = rules;
    }

    /** After the services' own customisers, whose descriptions say more. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customise(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        if (document.getComponents() == null) {
            document.setComponents(new Components());
        }
        Components components = document.getComponents();
        if (components.getSchemas() == null || !components.getSchemas().containsKey(PROBLEM)) {
            ModelConverters.getInstance(true) // of OpenAPI 3.1
                    .readAll(Problem.class) // with the schemas that it refers to
                    .forEach(components::addSchemas);
        }
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> complete(document, path, method, operation)));
    }

    private void complete(OpenAPI document, String path, PathItem.HttpMethod method, Operation operation) {
        String example = path.replace("{", "").replace("}", "");
        AccessRules.Rule rule = rules.find(HttpMethod.valueOf(method.name()), PathContainer.parsePath(example));
        if (rule == null) {
            return; // a closed route; the services' tests check that each route has a rule
        }
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        ApiResponses answers = operation.getResponses();
        add(answers, ProblemType.MALFORMED_REQUEST, "");
        add(answers, ProblemType.VALIDATION_FAILED, "with errors");
        add(
                answers,
                ProblemType.UNAUTHENTICATED,
                rule.isOpen() ? "no token is needed, but the one sent is refused" : "");
        if (!rule.isOpen()) {
            add(answers, ProblemType.FORBIDDEN, "for " + roles(rule) + " only");
            addSecurity(document, operation);
        }
        if (path.contains("{") && !answers.containsKey(status(ProblemType.NOT_FOUND))) {
            add(answers, ProblemType.NOT_FOUND, "");
        }
        if (operation.getRequestBody() != null) {
            add(answers, ProblemType.BODY_TOO_LARGE, "");
            add(answers, ProblemType.UNSUPPORTED_MEDIA_TYPE, "");
        }
        add(answers, ProblemType.TOO_MANY_REQUESTS, "with Retry-After");
        add(answers, ProblemType.UNAVAILABLE, "with Retry-After");
        addRetryAfter(answers);
        answers.forEach((status, answer) -> {
            if (isRefusal(status)
                    && (answer.getContent() == null || !answer.getContent().containsKey(PROBLEM_TYPE))) {
                answer.setContent(problem());
            }
        });
    }

    private static boolean isRefusal(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private static String roles(AccessRules.Rule rule) {
        return rule.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
    }

    private static void add(ApiResponses answers, ProblemType type, String note) {
        Refusals.add(answers, type, Refusals.text(type, note));
    }

    private static String status(ProblemType type) {
        return Integer.toString(type.status());
    }

    private static Content problem() {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new Content().addMediaType(PROBLEM_TYPE, new MediaType().schema(schema));
    }

    private static void addRetryAfter(ApiResponses answers) {
        for (ProblemType type : new ProblemType[] {ProblemType.TOO_MANY_REQUESTS, ProblemType.UNAVAILABLE}) {
            ApiResponse answer = Objects.requireNonNull(answers.get(status(type)));
            answer.addHeaderObject(
                    "Retry-After",
                    new Header().description("Whole seconds, at least 1").schema(new IntegerSchema()));
        }
    }

    private static void addSecurity(OpenAPI document, Operation operation) {
        Map<String, ?> schemes = document.getComponents().getSecuritySchemes();
        if (schemes != null
                && (operation.getSecurity() == null || operation.getSecurity().isEmpty())) {
            schemes.keySet().forEach(scheme -> operation.addSecurityItem(new SecurityRequirement().addList(scheme)));
        }
    }
}
