package io.onsale.ticket.idempotency.web;

import io.onsale.ticket.idempotency.IdempotencyKeys;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Lets controllers take a {@link KeyedRequest} and give a {@link KeptAnswer}. */
@Configuration(proxyBeanMethods = false)
class IdempotencyWeb implements WebFluxConfigurer {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(KeyedRequest.class);
    }

    @Bean
    OncePerKey oncePerKey(IdempotencyKeys keys, JsonMapper json) {
        return new OncePerKey(keys, json);
    }

    @Bean
    KeptAnswerWriter keptAnswerWriter() {
        return new KeptAnswerWriter();
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
        resolvers.addCustomResolver(new KeyedRequestResolver());
    }
}
