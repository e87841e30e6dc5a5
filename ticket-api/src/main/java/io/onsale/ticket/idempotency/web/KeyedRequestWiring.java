package io.onsale.ticket.idempotency.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.service.limit.CallerLimit;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** Lets controllers take a {@link KeyedRequest} and return a {@link KeptAnswer}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestLimitSettings.class)
class KeyedRequestWiring implements WebFluxConfigurer {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(KeyedRequest.class);
    }

    private final CallerLimit limit;

    KeyedRequestWiring(RequestLimitSettings settings, MeterRegistry meters) {
        Counter refused = Counter.builder("onsale.ticket.requests.refused")
                .description("Keyed requests refused because of their caller's rate")
                .register(meters);
        limit = new CallerLimit(settings.rate(), System::nanoTime, refused);
    }

    @Bean
    KeptAnswerWriter keptAnswerWriter() {
        return new KeptAnswerWriter();
    }

    @Bean
    KeyDocumentation keyDocumentation() {
        return new KeyDocumentation();
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
        resolvers.addCustomResolver(new KeyedRequestResolver(limit));
    }
}
