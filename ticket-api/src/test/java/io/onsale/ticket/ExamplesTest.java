package io.onsale.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.openapi.Examples;
import io.onsale.service.openapi.Examples.Example;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of the document, read into the records that the service reads and writes. */
class ExamplesTest {
    private static final JsonMapper JSON = TicketShop.bean(JsonMapper.class);

    @TestFactory
    Stream<DynamicTest> each_example_is_what_the_service_reads_and_writes() {
        return TicketShop.bean(Examples.class).byOperation().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Method method = method(entry.getKey());
                    Example example = entry.getValue();

                    if (example.request() != null) {
                        Object read = JSON.convertValue(example.request(), requestType(method));
                        assertThat(TicketShop.bean(Validator.class).validate(read))
                                .isEmpty();
                    }
                    assertThat(example.answers()).isNotEmpty();
                    example.answers().forEach((status, answer) -> {
                        Object read = JSON.convertValue(answer, answerType(method, status));
                        assertThat(tree(read)).isEqualTo(tree(answer));
                    });
                }));
    }

    private static JsonNode tree(Object value) {
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    private static Method method(String operation) {
        return TicketShop.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().getPatternsCondition().getPatterns().stream()
                        .flatMap(path -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path.getPatternString()))
                        .anyMatch(operation::equals))
                .map(entry -> entry.getValue().getMethod())
                .findFirst()
                .orElseThrow();
    }

    private static Class<?> requestType(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .findFirst()
                .orElseThrow()
                .getType();
    }

    private static Class<?> answerType(Method method, String status) {
        return Arrays.stream(method.getAnnotationsByType(ApiResponse.class))
                .filter(answer -> answer.responseCode().equals(status))
                .findFirst()
                .orElseThrow()
                .content()[0]
                .schema()
                .implementation();
    }
}
