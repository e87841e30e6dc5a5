package io.onsale.seat;

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
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

/** The service that shows, holds and reserves seats. */
@SpringBootApplication(
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
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Onsale: seats",
                        version = "v1",
                        description = "Seat plans, the live seat map, holds. Internal: reservations, for ticket-api."))
@SecurityScheme(name = SeatApi.BEARER, type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
public class SeatApi {
    /** The security scheme's name in the OpenAPI document. */
    public static final String BEARER = "bearer";

    private static final String ADMIN = "/api/v1/admin/performances/{performanceId}";
    private static final String PERFORMANCE = "/api/v1/performances/{performanceId}";

    public static void main(String[] args) {
        application().run(args);
    }

    /** The service, ready to {@code run(args)}; several services may run in one JVM. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(SeatApi.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setDefaultProperties(Map.of("spring.config.name", "seat-api"));
        return application;
    }

    @Bean
    Clock clock() {
        return TimeRule.clock();
    }

    @Bean
    AccessRules accessRules() {
        return AccessRules.rules()
                .allow(HttpMethod.POST, PERFORMANCE + "/holds", Role.FAN)
                .open(HttpMethod.GET, PERFORMANCE + "/seats")
                .open(HttpMethod.GET, PERFORMANCE + "/seats/events")
                .open(HttpMethod.GET, PERFORMANCE + "/seats/counts")
                .open(HttpMethod.GET, PERFORMANCE + "/seats/counts/events")
                .open(HttpMethod.POST, PERFORMANCE + "/seats/states")
                .open(HttpMethod.GET, PERFORMANCE + "/plan")
                .allow(HttpMethod.POST, PERFORMANCE + "/holds/{holdId}/reservation", Role.SERVICE)
                .allow(HttpMethod.DELETE, PERFORMANCE + "/reservations/{reservationId}", Role.SERVICE)
                .allow(HttpMethod.GET, PERFORMANCE + "/holds/mine", Role.FAN)
                .allow(HttpMethod.DELETE, PERFORMANCE + "/holds/mine", Role.FAN)
                .allow(HttpMethod.GET, PERFORMANCE + "/holds/{holdId}", Role.FAN)
                .allow(HttpMethod.DELETE, PERFORMANCE + "/holds/{holdId}", Role.FAN)
                .allow(HttpMethod.POST, PERFORMANCE + "/blocks", Role.SELLER, Role.MANAGER)
                .allow(HttpMethod.GET, ADMIN + "/seats/history", Role.SELLER, Role.MANAGER)
                .allow(HttpMethod.GET, ADMIN + "/replay", Role.SELLER, Role.MANAGER)
                .allow(HttpMethod.GET, ADMIN + "/blocks", Role.SELLER, Role.MANAGER)
                .allow(HttpMethod.GET, ADMIN + "/controls", Role.SELLER, Role.MANAGER)
                .allow(HttpMethod.GET, "/api/v1/admin/health/seat", Role.MANAGER)
                .open(HttpMethod.GET, "/actuator/health/**")
                .open(HttpMethod.GET, "/actuator/prometheus")
                .open(HttpMethod.GET, "/api/v1/openapi/seat")
                .build();
    }
}
