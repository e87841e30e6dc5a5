package io.onsale.service.access;

import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import java.time.Clock;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.WebFilter;

/** Import this, and provide {@link AccessRules}, to have every request of a service checked. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
public class AccessEdge implements WebFluxConfigurer {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Principal.class);
    }

    @Bean
    FanTokens fanTokens(AccessSettings settings) {
        return new FanTokens(settings.fanSecretBytes());
    }

    @Bean
    Authenticator authenticator(FanTokens fanTokens, AccessSettings settings, WebClient.Builder http, Clock clock) {
        JwksClient staffKeys = new JwksClient(http.build(), settings.staffKeysUri());
        return new Authenticator(new AccessTokenVerifier(fanTokens, clock), staffKeys, clock);
    }

    @Bean
    WebFilter accessFilter(AccessRules rules, Authenticator authenticator) {
        return new AccessFilter(rules, authenticator);
    }

    @Bean
    OpenApiCustomizer ruleAnswers(AccessRules rules) {
        return new RuleAnswers(rules);
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
        resolvers.addCustomResolver(new Caller.Resolver());
    }
}
