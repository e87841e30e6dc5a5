package io.onsale.ticket.idempotency.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refusals;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Adds the idempotency key and its refusals to the OpenAPI document of each route that takes a {@link KeyedRequest}. */
final class KeyDocumentation implements OperationCustomizer {
    private static final String DESCRIPTION =
            "1 to 128 visible ASCII characters. Use a new key for each new request: the same key with the same body gets"
                    + " the same answer for 24 hours.";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        boolean isKeyed = Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType().equals(KeyedRequest.class));
        if (isKeyed) {
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name("Idempotency-Key")
                    .required(true)
                    .description(DESCRIPTION)
                    .schema(new StringSchema().minLength(1).maxLength(128)));
            Refusals.of(
                            ProblemType.IDEMPOTENCY_KEY_MISSING,
                            ProblemType.IDEMPOTENCY_KEY_REUSED,
                            ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
                            ProblemType.TOO_MANY_REQUESTS)
                    .addTo(operation);
        }
        return operation;
    }
}
