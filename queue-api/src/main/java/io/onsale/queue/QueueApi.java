package io.onsale.queue;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.time.TimeRule;
import io.onsale.service.access.AccessEdge;
import io.onsale.service.access.AccessRules;
import io.onsale.service.entrance.EntranceEdge;
import io.onsale.service.health.HealthEdge;
import io.onsale.service.inbox.InboxEdge;
import io.onsale.service.kafka.KafkaEdge;
import io.onsale.service.openapi.OpenApiEdge;
import io.onsale.service.redis.RedisEdge;
import io.onsale.service.web.WebEdge;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** The waiting room as an application of its own; the launcher runs it beside the others in one process. */
@OpenAPIDefinition(info = @Info(title = "Onsale: queue-api", version = "1", description = "The waiting room"))
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude =
                LettuceObservationAutoConfiguration.class) // an observation of each command costs as much as sending it
@Import({
    WebEdge.class,
    AccessEdge.class,
    EntranceEdge.class,
    RedisEdge.class,
    KafkaEdge.class,
    InboxEdge.class,
    OpenApiEdge.class,
    HealthEdge.class
})
public class QueueApi {
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application, ready to run with arguments such as {@code --server.port=8081}. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(QueueApi.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of("spring.config.name", "queue-api"));
        return application;
    }

    @Bean
    Clock clock() {
        return TimeRule.clock();
    }

    @Bean
    AccessRules accessRules() {
        String places = "/api/v1/sales/{saleId}/places";
        String admin = "/api/v1/admin/sales/{saleId}";
        return AccessRules.rules()
                .allow(HttpMethod.GET, places + "/me", Role.FAN)
                .allow(HttpMethod.POST, places, Role.FAN)
                .allow(HttpMethod.GET, places + "/me/events", Role.FAN)
                .allow(HttpMethod.POST, "/api/v1/sales/{saleId}/challenge", Role.FAN)
                .allow(HttpMethod.POST, places + "/me/pass", Role.FAN)
                .allow(HttpMethod.DELETE, places + "/me", Role.FAN)
                .open(HttpMethod.GET, "/api/v1/sales/{saleId}/draw")
                .open(HttpMethod.GET, "/api/v1/sales/{saleId}/draw/list")
                .open(HttpMethod.GET, "/api/v1/keys/passes")
                .allow(HttpMethod.GET, admin + "/policy", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.PUT, admin + "/policy", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.POST, admin + "/pause", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.POST, admin + "/resume", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.POST, admin + "/drain", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.POST, admin + "/close", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.POST, admin + "/call", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.PUT, admin + "/message", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.GET, admin + "/audit", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.GET, "/api/v1/admin/sales", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.GET, admin + "/stats", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.GET, admin + "/stats/events", Role.MANAGER, Role.SELLER)
                .allow(HttpMethod.GET, "/api/v1/admin/health/queue", Role.MANAGER)
                .open(HttpMethod.GET, "/actuator/**")
                .open(HttpMethod.GET, "/api/v1/openapi/queue/**")
                .open(HttpMethod.GET, "/api/v1/openapi/queue")
                .build();
    }
}
