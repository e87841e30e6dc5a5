package io.onsale.service.entrance;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.service.access.AccessRules;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;

/**
 * Provides the {@link Entrance}, which also times each request by its route. Import this together with {@code WebEdge} and {@code
 * AccessEdge}.
 */
@Configuration(proxyBeanMethods = false)
public class EntranceEdge {
    @Bean
    HttpHandler entrance(
            @Qualifier(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME) WebHandler dispatcher,
            WebSessionManager sessions,
            ServerCodecConfigurer codecs,
            LocaleContextResolver locales,
            ObjectProvider<WebFilter> filters,
            ObjectProvider<WebExceptionHandler> problems,
            ObjectProvider<RouterFunction<?>> routers,
            AccessRules rules,
            MeterRegistry meters) {
        return new Entrance(
                new Entrance.Parts(sessions, codecs, locales),
                filters.orderedStream().toList(),
                FunctionalRoutes.byRule(routers.orderedStream().toList(), rules),
                dispatcher,
                problems.orderedStream().findFirst().orElseThrow(),
                new RouteTimes(rules, meters));
    }
}
