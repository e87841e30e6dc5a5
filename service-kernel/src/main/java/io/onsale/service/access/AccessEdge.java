package io.onsale.service.access;

import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.WebFilter;
import reactor.core.scheduler.Schedulers;

/** Checks the access token and role of every request. Import this and provide {@link AccessRules}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
public class AccessEdge implements WebFluxConfigurer {
    /** How long staff tokens stay valid after ticket-api has removed their key. Each refresh costs one small request. */
    private static final Duration REFRESH_EVERY = Duration.ofMinutes(1);

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Principal.class);
    }

    @Bean
    FanTokens fanTokens(AccessSettings settings) {
        return new FanTokens(settings.fanSecretBytes());
    }

    @Bean
    JwksClient staffKeySet(AccessSettings settings, WebClient.Builder http) {
        return new JwksClient(http.build(), settings.staffKeysUri());
    }

    @Bean
    Loop staffKeyRefresh(JwksClient staffKeySet) {
        return staffKeySet.refreshing(REFRESH_EVERY, Schedulers.parallel());
    }

    @Bean
    Authenticator authenticator(FanTokens fanTokens, JwksClient staffKeySet, Clock clock) {
        return new Authenticator(new AccessTokenVerifier(fanTokens, clock), staffKeySet, clock);
    }

    @Bean
    WebFilter accessFilter(AccessRules rules, Authenticator authenticator) {
        return new AccessFilter(rules, authenticator);
    }

    @Override
    public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
        resolvers.addCustomResolver(new Caller.Resolver());
    }
}
