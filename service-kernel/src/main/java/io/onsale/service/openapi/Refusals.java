package io.onsale.service.openapi;

import static org.springdoc.core.fn.builders.apiresponse.Builder.responseBuilder;

import io.onsale.kernel.problem.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.fn.builders.operation.Builder;

/**
 * Problems that one route may answer, for its entry in the OpenAPI document: one response per status, whose description lists the
 * problem types behind it. Their content is the same everywhere and added by {@link AccessAnswers}.
 */
public final class Refusals {
    private final Map<Integer, Map<ProblemType, String>> byStatus = new TreeMap<>();

    private Refusals() {}

    public static Refusals of(ProblemType... types) {
        return new Refusals().and("", types);
    }

    /** Adds {@code types}, each with {@code note}: when it happens, or which fields the problem carries. */
    public Refusals and(String note, ProblemType... types) {
        for (ProblemType type : types) {
            byStatus.computeIfAbsent(type.status(), status -> new LinkedHashMap<>())
                    .put(type, note);
        }
        return this;
    }

    /** Adds the responses to a functional route's operation. */
    public void addTo(Builder operation) {
        byStatus.forEach((status, types) ->
                operation.response(responseBuilder().responseCode(status + "").description(description(types))));
    }

    /** Adds the responses to a controller method's operation. A status that is described already keeps its text, in front. */
    public void addTo(Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        byStatus.values()
                .forEach(types -> types.forEach((type, note) -> add(operation.getResponses(), type, text(type, note))));
    }

    /** Adds one problem, unless the description of its status names it. */
    static void add(ApiResponses responses, ProblemType type, String text) {
        String status = Integer.toString(type.status());
        ApiResponse known = responses.get(status);
        if (known == null) {
            responses.addApiResponse(status, new ApiResponse().description(text));
        } else if (known.getDescription() == null) {
            known.setDescription(text);
        } else if (!known.getDescription().contains(type.slug())) {
            known.setDescription(known.getDescription() + "; " + text);
        }
    }

    static String text(ProblemType type, String note) {
        String text = type.slug() + ": " + type.title();
        return note.isEmpty() ? text : text + " (" + note + ")";
    }

    private static String description(Map<ProblemType, String> types) {
        StringBuilder all = new StringBuilder();
        types.forEach((type, note) -> all.append(all.isEmpty() ? "" : "; ").append(text(type, note)));
        return all.toString();
    }
}
