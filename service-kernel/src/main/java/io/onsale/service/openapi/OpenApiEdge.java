package io.onsale.service.openapi;

import io.onsale.service.access.AccessRules;
import io.swagger.v3.core.converter.ModelConverter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.web.method.HandlerMethod;

/**
 * Import this to have a service's OpenAPI document name every refusal, those by {@link Refuses} and those by the access rules, say of each
 * field whether it is always there, and show the examples of the file {@code openapi/<service>.json}.
 */
@Configuration(proxyBeanMethods = false)
public class OpenApiEdge {
    @Bean
    OperationCustomizer refusalAnswers() {
        return (operation, method) -> {
            declared(method).addTo(operation);
            return operation;
        };
    }

    @Bean
    ModelConverter recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    OpenApiCustomizer accessAnswers(AccessRules rules) {
        return new AccessAnswers(rules);
    }

    @Bean
    Examples openApiExamples(@Value("classpath:openapi/${spring.application.name:none}.json") Resource file) {
        return Examples.read(file);
    }

    private static Refusals declared(HandlerMethod method) {
        Refusals refusals = Refusals.of();
        AnnotatedElementUtils.getMergedRepeatableAnnotations(method.getMethod(), Refuses.class)
                .forEach(refuses -> refusals.and(refuses.note(), refuses.value()));
        AnnotatedElementUtils.getMergedRepeatableAnnotations(method.getBeanType(), Refuses.class)
                .forEach(refuses -> refusals.and(refuses.note(), refuses.value()));
        return refusals;
    }
}
