package io.onsale.seat.revocation;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.money.Money;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What happens to a pass when its place is given up or its sale is closed, on two nodes. */
class RevocationTest {
    private static final Instant LATER_THAN_ALL = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant JOINED = Instant.parse("2026-01-01T10:00:00Z");

    @RegisterExtension
    static final SeatService service = new SeatService();

    private static ConfigurableApplicationContext second;

    private final Performance performance =
            service.publish(aSale().withRow("A", 2000).atMost(2000));
    private final String holds = "/api/v1/performances/" + performance.id() + "/holds";
    private final FanId ann = aFan();
    private final FanId bob = aFan();

    @BeforeAll
    static void startAnotherNode() {
        second = service.anotherNode();
    }

    @AfterAll
    static void stopIt() {
        second.close();
    }

    @Test
    void who_gives_the_place_up_gets_no_more_seats_on_any_node_and_keeps_what_is_chosen() {
        String pass = pass(ann, JOINED);
        Map<String, Object> held = Objects.requireNonNull(hold(service.http(), ann, pass)
                .expectStatus()
                .isCreated()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
        hold(client(second), ann, pass).expectStatus().isCreated(); // both nodes have it cached as valid

        service.send(left(ann, Instant.now()));

        eventually(() -> refused(hold(service.http(), ann, pass)));
        eventually(() -> refused(hold(client(second), ann, pass)));
        service.http()
                .get()
                .uri(holds + "/" + held.get("holdId"))
                .headers(headers -> headers.setBearerAuth(service.token(ann)))
                .exchange()
                .expectStatus()
                .isOk();
        hold(client(second), bob, pass(bob, JOINED)).expectStatus().isCreated();
    }

    @Test
    void whose_place_is_served_gets_no_more_seats_on_its_pass() {
        hold(service.http(), ann, pass(ann, JOINED)).expectStatus().isCreated();
        Instant served = Instant.now();

        service.send(moved("ENDED", "SERVED", ann, served));

        eventually(() -> refused(hold(service.http(), ann, pass(ann, JOINED))));
        eventually(() -> refused(hold(client(second), ann, pass(ann, JOINED))));
        hold(service.http(), ann, pass(ann, served)).expectStatus().isCreated(); // joined again
    }

    @Test
    void a_paid_booking_ends_the_pass_it_was_made_under_before_the_line_has_said_so() {
        service.send(paid(ann, JOINED));

        eventually(() -> refused(hold(service.http(), ann, pass(ann, JOINED))));
        eventually(() -> refused(hold(client(second), ann, pass(ann, JOINED))));
        hold(service.http(), ann, pass(ann, JOINED.plusMillis(1)))
                .expectStatus()
                .isCreated();
        hold(service.http(), bob, pass(bob, JOINED)).expectStatus().isCreated();
    }

    @Test
    void who_comes_into_the_line_again_gets_a_good_pass() {
        Instant left = Instant.now();
        service.send(left(ann, left));
        eventually(() -> refused(hold(service.http(), ann, pass(ann, JOINED))));

        hold(service.http(), ann, pass(ann, left)).expectStatus().isCreated();
        refused(hold(service.http(), ann, pass(ann, left.minusMillis(1)))); // signed late, for the place given up
    }

    @Test
    void other_endings_leave_the_pass_as_it_is() {
        service.send(
                moved("ENDED", "EXPIRED", bob, Instant.now()),
                moved("LEFT", "LEFT", bob, Instant.now()),
                changed("paused", false),
                left(ann, Instant.now()));
        eventually(() -> refused(hold(service.http(), ann, pass(ann, JOINED)))); // so all events have arrived

        hold(service.http(), bob, pass(bob, JOINED)).expectStatus().isCreated();
    }

    @Test
    void of_a_closed_sale_no_pass_is_good_on_any_node() {
        hold(service.http(), ann, pass(ann, JOINED)).expectStatus().isCreated();

        service.send(changed("closed", true));

        eventually(() -> refused(hold(service.http(), ann, pass(ann, JOINED))));
        eventually(() -> refused(hold(client(second), bob, pass(bob, LATER_THAN_ALL.minusSeconds(1)))));
    }

    @Test
    void a_node_that_starts_knows_what_was_revoked_before_even_without_kafka() {
        service.send(left(ann, Instant.now()));
        eventually(() -> refused(hold(service.http(), ann, pass(ann, JOINED))));

        try (ConfigurableApplicationContext third =
                service.anotherNode("--onsale.kafka.bootstrap-servers=127.0.0.1:1")) {
            eventually(() -> hold(client(third), bob, pass(bob, JOINED))
                    .expectStatus()
                    .isCreated()); // 503 until it has read them
            refused(hold(client(third), ann, pass(ann, JOINED)));
        }
    }

    @Test
    void a_word_that_is_over_is_removed_in_the_end() {
        Instant longAgo = Instant.now().minusSeconds(86_400);
        service.send(left(ann, longAgo), left(bob, Instant.now()));
        eventually(() -> assertThat(fansRevoked()).contains(bob.value()));

        service.bean(Revocations.class).removeOver(Instant.now()).block(PATIENCE);

        assertThat(fansRevoked()).containsExactly(bob.value());
    }

    private List<String> fansRevoked() {
        return service.sql("select fan_id from pass_revocation where sale_id = '" + performance.sale() + "'");
    }

    private static WebTestClient client(ConfigurableApplicationContext node) {
        String port = Objects.requireNonNull(node.getEnvironment().getProperty("local.server.port"));
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(PATIENCE)
                .build();
    }

    private String pass(FanId fan, Instant since) {
        return service.pass(fan, performance.sale(), since, Instant.now().plus(Duration.ofHours(1)));
    }

    /** Asks for another seat. */
    private WebTestClient.ResponseSpec hold(WebTestClient node, FanId fan, String pass) {
        return node.post()
                .uri(holds)
                .headers(headers -> headers.setBearerAuth(service.token(fan)))
                .header("Pass", pass)
                .bodyValue(Map.of("bestAvailable", Map.of("quantity", 1)))
                .exchange();
    }

    private static void refused(WebTestClient.ResponseSpec answer) {
        answer.expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:pass-refused");
    }

    private LineMoved left(FanId fan, Instant at) {
        return moved("ENDED", "LEFT", fan, at);
    }

    private LineMoved moved(String kind, String reason, FanId fan, Instant at) {
        return new LineMoved(
                performance.sale().value(), at.toEpochMilli() + "-0", kind, fan.value(), 1, 1, 0, reason, at);
    }

    private BookingConfirmed paid(FanId fan, Instant placeSince) {
        return new BookingConfirmed(
                "b-1",
                performance.sale().value(),
                performance.id().value(),
                fan.value(),
                "r-1",
                List.of("A-1"),
                new Money(10_000, "KRW"),
                placeSince);
    }

    private SaleChanged changed(String command, boolean endsPasses) {
        return new SaleChanged(performance.sale().value(), 1, "boss", command, "Why", endsPasses, Instant.now());
    }
}
