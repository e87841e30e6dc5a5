package io.onsale.service.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.Resource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Puts a service's examples, which stand in one file, into its OpenAPI document. */
public final class Examples implements OpenApiCustomizer {
    private static final String JSON = "application/json";
    private static final TypeReference<Map<String, Example>> FILE = new TypeReference<>() {};

    /**
     * The bodies of one operation.
     *
     * @param request null: it has none
     * @param answers by status
     */
    public record Example(@Nullable Map<String, Object> request, Map<String, Map<String, Object>> answers) {}

    private final Map<String, Example> byOperation;

    private Examples(Map<String, Example> byOperation) {
        this.byOperation = byOperation;
    }

    /** @param file JSON: an {@link Example} for each {@code "METHOD /path"}; one that does not exist has none */
    public static Examples read(Resource file) {
        if (!file.exists()) {
            return new Examples(Map.of());
        }
        try (InputStream json = file.getInputStream()) {
            return new Examples(JsonMapper.shared().readValue(json, FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<String, Example> byOperation() {
        return byOperation;
    }

    @Override
    public void customise(OpenAPI document) {
        byOperation.forEach((name, example) -> add(example, operation(document, name)));
    }

    private static Operation operation(OpenAPI document, String name) {
        String[] parts = name.split(" ", 2);
        PathItem path = document.getPaths().get(parts[1]);
        Operation operation = path == null ? null : path.readOperationsMap().get(HttpMethod.valueOf(parts[0]));
        if (operation == null) {
            throw new IllegalStateException("an example of an operation that does not exist: " + name);
        }
        return operation;
    }

    private static void add(Example example, Operation operation) {
        if (example.request() != null) {
            body(operation.getRequestBody().getContent()).setExample(example.request());
        }
        example.answers()
                .forEach((status, answer) ->
                        body(response(operation, status).getContent()).setExample(answer));
    }

    private static ApiResponse response(Operation operation, String status) {
        ApiResponse response = operation.getResponses().get(status);
        if (response == null) {
            throw new IllegalStateException(
                    "an example of an answer that does not exist: " + operation.getOperationId() + " " + status);
        }
        return response;
    }

    private static MediaType body(Content content) {
        return content.getOrDefault(JSON, content.values().iterator().next());
    }
}
