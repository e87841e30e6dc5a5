package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.access.AccessRules;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the OpenAPI document of a service must contain, given its access rules. */
public final class DocumentRules {
    private DocumentRules() {}

    /**
     * Each route with a rule is documented; each documented route has a rule and lists its responses; each schema that is used exists; each
     * example is of its schema.
     */
    public static void check(JsonNode document, AccessRules rules) {
        Set<String> routes = rules.all().stream()
                .map(DocumentRules::route)
                .filter(route -> !route.contains(" /actuator") && !route.contains("/openapi/"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String route = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    documented.add(route);
                    check(route, operation.getValue(), isOpen(rules, route));
                }));
        assertThat(documented).isNotEmpty().isEqualTo(routes);
        assertThat(document.findValuesAsString("$ref"))
                .as("schemas that are referred to")
                .isNotEmpty()
                .allMatch(ref -> !document.at(ref.substring(1)).isMissingNode());
        assertThat(document.at("/components/schemas/Problem/required"))
                .as("fields that are always there; those of all records are found in the same way")
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("type", "status", "title", "detail");
        DocumentExamples.check(document);
    }

    private static String route(AccessRules.Rule rule) {
        return rule.method() + " " + rule.path().getPatternString();
    }

    private static boolean isOpen(AccessRules rules, String route) {
        return rules.all().stream().filter(rule -> route(rule).equals(route)).allMatch(AccessRules.Rule::isOpen);
    }

    private static void check(String route, JsonNode operation, boolean isOpen) {
        Set<String> answers = new TreeSet<>(operation.path("responses").propertyNames());
        assertThat(answers).as(route).contains("400", "401", "429", "503").anyMatch(status -> status.startsWith("2"));
        assertThat(answers.contains("403") || isOpen).as("403 of %s", route).isTrue();
        assertThat(answers.contains("404") || !route.contains("{"))
                .as("404 of %s", route)
                .isTrue();
        assertThat(operation.path("security").isEmpty())
                .as("security of %s", route)
                .isEqualTo(isOpen);
        if (operation.has("requestBody")) {
            assertThat(answers).as(route).contains("413", "415");
        }
        Function<String, JsonNode> answer =
                status -> operation.path("responses").path(status);
        for (String status : answers) {
            if (status.startsWith("4") || status.startsWith("5")) {
                assertThat(answer.apply(status).path("content").has("application/problem+json"))
                        .as("%s of %s is a problem", status, route)
                        .isTrue();
            }
        }
        for (String status : Set.of("429", "503")) {
            assertThat(answer.apply(status).path("headers").has("Retry-After"))
                    .as("Retry-After of %s of %s", status, route)
                    .isTrue();
        }
    }
}
