package io.onsale.ticket;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.time.TimeRule;
import io.onsale.service.access.AccessEdge;
import io.onsale.service.access.AccessRules;
import io.onsale.service.health.HealthEdge;
import io.onsale.service.kafka.KafkaEdge;
import io.onsale.service.openapi.OpenApiEdge;
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
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The service for members, events, bookings, payments and tickets. */
@SpringBootApplication(
        exclude = { // in the embedded profile all services share one class path; this one has no Redis
            DataRedisAutoConfiguration.class,
            DataRedisReactiveAutoConfiguration.class,
            DataRedisRepositoriesAutoConfiguration.class,
            DataRedisHealthContributorAutoConfiguration.class,
            DataRedisReactiveHealthContributorAutoConfiguration.class,
            LettuceObservationAutoConfiguration.class
        })
@Import({WebEdge.class, AccessEdge.class, KafkaEdge.class, OpenApiEdge.class, HealthEdge.class})
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Onsale ticket-api",
                        version = "1",
                        description =
                                "Members, catalogue, bookings, payments, refunds and tickets. Money is in minor units."))
@SecurityScheme(name = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
public class TicketApi {
    private static final String GATE = "/api/v1/gate/performances";
    private static final Role[] STAFF = {Role.SELLER, Role.GATE, Role.MANAGER};

    /** The application, not yet running; its settings are in {@code ticket-api.yaml}. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(TicketApi.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(Map.of("spring.config.name", "ticket-api"));
        return application;
    }

    public static void main(String[] args) {
        application().run(args);
    }

    @Bean
    Clock clock() {
        return TimeRule.clock();
    }

    /** Who may call which route; a route without a rule is closed. */
    @Bean
    AccessRules accessRules() {
        AccessRules.Builder rules = AccessRules.rules();
        accounts(rules);
        catalogue(rules);
        bookings(rules);
        tickets(rules);
        return rules.allow(GET, "/api/v1/admin/health/ticket", Role.MANAGER)
                .open(GET, "/actuator/**")
                .open(GET, "/api/v1/openapi/ticket")
                .build();
    }

    private static void accounts(AccessRules.Builder rules) {
        rules.open(POST, "/api/v1/sessions")
                .open(POST, "/api/v1/sessions/renewal") // by the cookie
                .open(DELETE, "/api/v1/sessions/current") // by the cookie
                .allow(POST, "/api/v1/sessions/handover", Role.FAN)
                .allow(GET, "/api/v1/sessions", Role.FAN, STAFF)
                .allow(DELETE, "/api/v1/sessions", Role.FAN, STAFF)
                .allow(DELETE, "/api/v1/sessions/{sessionId}", Role.FAN, STAFF)
                .allow(GET, "/api/v1/members/me", Role.FAN, STAFF)
                .allow(PATCH, "/api/v1/members/me", Role.FAN, STAFF)
                .allow(POST, "/api/v1/members/me/password", Role.FAN, STAFF)
                .open(POST, "/api/v1/members")
                .open(GET, "/api/v1/keys/access")
                .allow(POST, "/api/v1/staff", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/staff", Role.SELLER, Role.MANAGER)
                .allow(DELETE, "/api/v1/staff/{memberId}", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/admin/members", Role.MANAGER)
                .allow(GET, "/api/v1/admin/members/{memberId}/audit", Role.MANAGER)
                .allow(POST, "/api/v1/admin/members/{memberId}/suspension", Role.MANAGER)
                .allow(DELETE, "/api/v1/admin/members/{memberId}/suspension", Role.MANAGER);
    }

    private static void catalogue(AccessRules.Builder rules) {
        rules.open(GET, "/api/v1/events")
                .open(GET, "/api/v1/events/{eventId}")
                .allow(POST, "/api/v1/venues", Role.SELLER)
                .allow(GET, "/api/v1/venues", Role.SELLER)
                .allow(GET, "/api/v1/venues/{venueId}", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/venues/{venueId}/plan", Role.SELLER, Role.MANAGER)
                .allow(PUT, "/api/v1/venues/{venueId}/plan", Role.SELLER)
                .allow(POST, "/api/v1/events", Role.SELLER)
                .allow(PATCH, "/api/v1/events/{eventId}", Role.SELLER, Role.MANAGER)
                .allow(POST, "/api/v1/events/{eventId}/performances", Role.SELLER, Role.MANAGER)
                .allow(
                        POST,
                        "/api/v1/events/{eventId}/performances/{performanceId}/postponement",
                        Role.SELLER,
                        Role.MANAGER)
                .allow(POST, "/api/v1/events/{eventId}/cancellation", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/events/{eventId}/cancellation", Role.SELLER, Role.MANAGER)
                .allow(
                        POST,
                        "/api/v1/events/{eventId}/performances/{performanceId}/cancellation",
                        Role.SELLER,
                        Role.MANAGER)
                .allow(
                        GET,
                        "/api/v1/events/{eventId}/performances/{performanceId}/cancellation",
                        Role.SELLER,
                        Role.MANAGER);
    }

    private static void bookings(AccessRules.Builder rules) {
        rules.allow(POST, "/api/v1/bookings", Role.FAN)
                .allow(POST, "/api/v1/bookings/{bookingId}/payment", Role.FAN)
                .allow(GET, "/api/v1/bookings/{bookingId}", Role.FAN)
                .allow(DELETE, "/api/v1/bookings/{bookingId}", Role.FAN)
                .allow(GET, "/api/v1/bookings", Role.FAN)
                .open(POST, "/api/v1/webhooks/portone") // authenticated by its signature
                .open(GET, "/api/v1/checkout")
                .allow(POST, "/api/v1/bookings/{bookingId}/cancellation", Role.FAN)
                .allow(GET, "/api/v1/admin/bookings", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/admin/bookings/figures", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/admin/bookings/events", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/admin/bookings/export", Role.SELLER, Role.MANAGER)
                .allow(GET, "/api/v1/admin/bookings/{bookingId}", Role.SELLER, Role.MANAGER);
    }

    private static void tickets(AccessRules.Builder rules) {
        rules.allow(GET, "/api/v1/tickets", Role.FAN)
                .allow(GET, "/api/v1/tickets/{ticketId}", Role.FAN)
                .allow(POST, "/api/v1/tickets/{ticketId}/device", Role.FAN)
                .allow(POST, "/api/v1/tickets/{ticketId}/paper", Role.FAN)
                .allow(POST, "/api/v1/tickets/{ticketId}/transfers", Role.FAN)
                .allow(POST, "/api/v1/tickets/{ticketId}/rebinds", Role.MANAGER)
                .allow(GET, "/api/v1/transfers", Role.FAN)
                .allow(POST, "/api/v1/transfers/{transferId}/acceptance", Role.FAN)
                .allow(DELETE, "/api/v1/transfers/{transferId}", Role.FAN)
                .allow(POST, GATE + "/{performanceId}/scans", Role.GATE, Role.MANAGER)
                .allow(POST, GATE + "/{performanceId}/scans/{scanId}/undo", Role.GATE, Role.MANAGER)
                .allow(GET, GATE, Role.GATE, Role.SELLER, Role.MANAGER)
                .allow(GET, GATE + "/{performanceId}", Role.GATE, Role.SELLER, Role.MANAGER)
                .allow(GET, GATE + "/{performanceId}/list", Role.GATE, Role.MANAGER)
                .allow(GET, GATE + "/{performanceId}/tickets", Role.GATE, Role.MANAGER)
                .allow(GET, GATE + "/{performanceId}/counts", Role.GATE, Role.SELLER, Role.MANAGER)
                .allow(GET, GATE + "/{performanceId}/counts/events", Role.GATE, Role.SELLER, Role.MANAGER)
                .allow(GET, GATE + "/{performanceId}/duplicates", Role.GATE, Role.SELLER, Role.MANAGER)
                .open(GET, "/api/v1/keys/tickets")
                .allow(PUT, "/api/v1/events/{eventId}/performances/{performanceId}/entry", Role.SELLER, Role.MANAGER);
    }
}
