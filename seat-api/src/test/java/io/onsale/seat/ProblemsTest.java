package io.onsale.seat;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.testing.ForgedPasses;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.RequestBodySpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Each refusal has its own type, and reveals no more than the caller may know. */
class ProblemsTest {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance = service.publish(aSale().withRow("A", 10)
            .withRow("B", 3, "S")
            .withGeneralAdmission("floor", "Floor", 5)
            .atMost(4));
    private final String holds = "/api/v1/performances/" + performance.id() + "/holds";
    private final FanId ann = aFan();
    private final FanId bob = aFan();

    @Test
    void taken_seats_are_named_if_they_were_asked_for() {
        hold(ann, "{\"seatIds\":[\"A-1\",\"A-2\",\"A-3\"]}").expectStatus().isCreated();

        problem(hold(bob, "{\"seatIds\":[\"A-4\",\"A-2\"]}"), 409, "seats-taken")
                .jsonPath("$.taken")
                .isEqualTo(List.of("A-2"));
        problem(hold(bob, "{\"bestAvailable\":{\"quantity\":4,\"grade\":\"S\"}}"), 409, "seats-taken")
                .jsonPath("$.taken")
                .isEmpty();
    }

    @Test
    void seats_that_would_be_left_alone_are_named_and_others_offered() {
        problem(hold(ann, "{\"seatIds\":[\"A-2\",\"A-3\"]}"), 409, "would-leave-single")
                .jsonPath("$.singles")
                .isEqualTo(List.of("A-1"))
                .jsonPath("$.instead")
                .isEqualTo(List.of("A-1", "A-2"));
        hold(ann, "{\"seatIds\":[\"A-1\",\"A-2\"]}").expectStatus().isCreated();
    }

    @Test
    void areas_with_too_few_seats_are_named_with_what_they_have() {
        hold(ann, "{\"generalAdmission\":[{\"area\":\"floor\",\"quantity\":3}]}")
                .expectStatus()
                .isCreated();

        problem(
                        hold(bob, "{\"seatIds\":[\"A-1\"],\"generalAdmission\":[{\"area\":\"floor\",\"quantity\":3}]}"),
                        409,
                        "seats-taken")
                .jsonPath("$.taken")
                .isEmpty()
                .jsonPath("$.areas[0].area")
                .isEqualTo("floor")
                .jsonPath("$.areas[0].left")
                .isEqualTo(2);
        problem(hold(bob, "{\"generalAdmission\":[{\"area\":\"roof\",\"quantity\":3}]}"), 400, "seats-unknown")
                .jsonPath("$.unknown")
                .isEqualTo(List.of("roof"));
    }

    @Test
    void a_hold_that_is_not_there_cannot_be_exchanged() {
        String other = HoldId.nextFor(performance.id()).value();

        problem(hold(ann, "{\"seatIds\":[\"A-1\"],\"replaces\":\"" + other + "\"}"), 404, "hold-not-found");
    }

    @Test
    void the_limit_is_told() {
        hold(ann, "{\"seatIds\":[\"A-1\",\"A-2\",\"A-3\"]}").expectStatus().isCreated();

        problem(hold(ann, "{\"seatIds\":[\"A-4\",\"A-5\"]}"), 409, "seat-limit")
                .jsonPath("$.detail")
                .isEqualTo("You have 3 of at most 4 seats of this sale");
        problem(hold(ann, "{\"bestAvailable\":{\"quantity\":2}}"), 409, "seat-limit")
                .jsonPath("$.has")
                .isEqualTo(3)
                .jsonPath("$.max")
                .isEqualTo(4);
    }

    @Test
    void what_the_plan_does_not_have_is_named() {
        problem(hold(ann, "{\"seatIds\":[\"A-1\",\"Z-1\"]}"), 400, "seats-unknown")
                .jsonPath("$.unknown")
                .isEqualTo(List.of("Z-1"));
        problem(hold(ann, "{\"bestAvailable\":{\"quantity\":1,\"grade\":\"X\"}}"), 400, "seats-unknown");
        problem(hold(ann, "{\"bestAvailable\":{\"quantity\":1,\"section\":\"X\"}}"), 400, "seats-unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"seatIds\":[]}",
                "{\"seatIds\":[\"A-1\",\"A-1\"]}",
                "{\"seatIds\":[\"A-1\",null]}",
                "{\"seatIds\":[\"A\\nB\"]}",
                "{\"seatIds\":[\"A-1\",\"A-2\",\"A-3\",\"A-4\",\"A-5\",\"A-6\",\"A-7\",\"A-8\",\"A-9\"]}",
                "{\"seatIds\":[\"A-1\"],\"bestAvailable\":{\"quantity\":8}}",
                "{\"generalAdmission\":[]}",
                "{\"generalAdmission\":[null]}",
                "{\"generalAdmission\":[{\"quantity\":1}]}",
                "{\"generalAdmission\":[{\"area\":\"floor\",\"quantity\":0}]}",
                "{\"generalAdmission\":[{\"area\":\"floor\",\"quantity\":1},{\"area\":\"floor\",\"quantity\":1}]}",
                "{\"generalAdmission\":[{\"area\":\"floor\",\"quantity\":5}],\"bestAvailable\":{\"quantity\":4}}",
                "{\"seatIds\":[\"A-1\"],\"replaces\":\"another-performance.hold\"}",
                "{\"bestAvailable\":{\"quantity\":0}}",
                "{\"bestAvailable\":{\"quantity\":9}}",
                "{\"bestAvailable\":{}}",
                "{\"seatIds\":[\"A-1\"],\"more\":1}"
            })
    void a_wish_that_makes_no_sense_is_400(String wish) {
        problem(hold(ann, wish), 400, "validation-failed");
    }

    @Test
    void a_body_that_cannot_be_read_is_400() {
        problem(hold(ann, "{"), 400, "malformed-request");
        problem(hold(ann, ""), 400, "malformed-request");
    }

    @Test
    void without_the_right_pass_there_is_no_hold() {
        String wish = "{\"seatIds\":[\"A-1\"]}";
        SaleId sale = performance.sale();

        problem(post(ann).bodyValue(wish).exchange(), 403, "pass-refused");
        problem(withPass("nonsense", wish), 403, "pass-refused");
        problem(withPass(service.pass(bob, sale), wish), 403, "pass-refused");
        problem(withPass(service.pass(ann, SaleId.next()), wish), 403, "pass-refused");
        problem(withPass(service.pass(ann, sale, Instant.parse("2026-01-01T00:00:00Z")), wish), 403, "pass-refused");
        problem(withPass(service.token(ann), wish), 403, "pass-refused");
        Pass forged = new Pass(OpaqueId.next(), sale, ann, Instant.EPOCH, FAR);
        problem(withPass(SeatService.foreignPasses().sign(forged), wish), 403, "pass-refused");
        withPass(service.pass(ann, sale), wish).expectStatus().isCreated();
    }

    /** Every kind of bad pass is refused, and no seat is touched. */
    @TestFactory
    Stream<DynamicTest> no_forged_pass_reaches_a_seat() {
        String wish = "{\"seatIds\":[\"A-1\"]}";
        Pass pass = new Pass(
                OpaqueId.next(),
                performance.sale(),
                ann,
                Instant.now(),
                Instant.now().plusSeconds(600));
        Stream<DynamicTest> refusals = ForgedPasses.of(service.passKey(), pass).entrySet().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.getKey(), () -> problem(withPass(vector.getValue(), wish), 403, "pass-refused")));
        DynamicTest untouched = DynamicTest.dynamicTest("the seats are as they were", () -> {
            assertThat(service.states(performance)).matches("0+");
            withPass(ForgedPasses.genuine(service.passKey(), pass), wish)
                    .expectStatus()
                    .isCreated();
        });
        return Stream.concat(refusals, Stream.of(untouched));
    }

    @Test
    void a_pass_of_another_fan_stays_refused_after_its_owner_used_it() {
        String pass = service.pass(bob, performance.sale());
        post(bob)
                .header("Pass", pass)
                .bodyValue("{\"seatIds\":[\"A-1\"]}")
                .exchange()
                .expectStatus()
                .isCreated();

        problem(withPass(pass, "{\"seatIds\":[\"A-2\"]}"), 403, "pass-refused");
    }

    @Test
    void who_may_not_call_is_told_so() {
        String wish = "{\"seatIds\":[\"A-1\"]}";
        problem(
                service.http()
                        .post()
                        .uri(holds)
                        .header("Content-Type", "application/json")
                        .bodyValue(wish)
                        .exchange(),
                401,
                "unauthenticated");
        String hold = holds + "/" + HoldId.nextFor(performance.id());
        problem(
                service.http()
                        .post()
                        .uri(hold + "/reservation")
                        .headers(headers -> headers.setBearerAuth(service.token(ann)))
                        .bodyValue(Map.of("bookingId", "b", "fanId", ann.value(), "payUntil", FAR.toString()))
                        .exchange(),
                403,
                "forbidden");
        problem(
                service.http()
                        .delete()
                        .uri("/api/v1/performances/" + performance.id() + "/reservations/r")
                        .headers(headers -> headers.setBearerAuth(service.token(ann)))
                        .exchange(),
                403,
                "forbidden");
    }

    @Test
    void nobody_finds_what_is_not_there() {
        problem(get(holds + "/" + HoldId.nextFor(performance.id()), ann), 404, "hold-not-found");
        problem(get(holds + "/" + performance.id() + "x.abc", ann), 404, "hold-not-found");
        problem(get(holds + "/nodot", ann), 400, "validation-failed");
        problem(
                service.http()
                        .post()
                        .uri("/api/v1/performances/none/holds")
                        .headers(headers -> headers.setBearerAuth(service.token(ann)))
                        .header("Pass", service.pass(ann, performance.sale()))
                        .bodyValue(Map.of("seatIds", List.of("A-1")))
                        .exchange(),
                404,
                "not-found");
    }

    @Test
    void a_reservation_without_its_parts_is_400() {
        problem(
                        service.http()
                                .post()
                                .uri(holds + "/" + HoldId.nextFor(performance.id()) + "/reservation")
                                .headers(headers -> headers.setBearerAuth(service.serviceToken()))
                                .bodyValue(Map.of("bookingId", "b"))
                                .exchange(),
                        400,
                        "validation-failed")
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of("fanId", "payUntil"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59.999999999Z", "-4713-01-01T00:00:00Z", "2200-01-01T00:00:00Z"})
    void a_time_to_pay_until_that_no_store_holds_is_400(String payUntil) {
        problem(
                        service.http()
                                .post()
                                .uri(holds + "/" + HoldId.nextFor(performance.id()) + "/reservation")
                                .headers(headers -> headers.setBearerAuth(service.serviceToken()))
                                .bodyValue(Map.of("bookingId", "b", "fanId", "f", "payUntil", payUntil))
                                .exchange(),
                        400,
                        "validation-failed")
                .jsonPath("$.errors[0].field")
                .isEqualTo("payUntil");
    }

    @Test
    void a_key_used_for_another_wish_is_422() {
        String key = OpaqueId.next();
        String first = "{\"seatIds\":[\"A-1\"]}";
        String id = created(key, first);

        assertThat(created(key, first)).isEqualTo(id);
        problem(keyed(key, "{\"seatIds\":[\"A-2\"]}"), 422, "idempotency-key-reused");
        problem(keyed("x".repeat(256), first), 400, "validation-failed");
    }

    @Test
    void a_hold_is_read_and_given_back_by_its_owner() {
        String path = holds + "/" + created(OpaqueId.next(), "{\"seatIds\":[\"A-1\"]}");
        get(path, ann)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.seats[0].seatId")
                .isEqualTo("A-1");
        problem(get(path, bob), 404, "hold-not-found");
        problem(delete(path, bob), 404, "hold-not-found");

        delete(path, ann).expectStatus().isNoContent();

        problem(delete(path, ann), 404, "hold-not-found");
        await("the node sees that the seat is free")
                .untilAsserted(() ->
                        hold(bob, "{\"seatIds\":[\"A-1\"]}").expectStatus().isCreated());
    }

    @Test
    void the_best_available_are_of_the_wanted_grade() {
        hold(ann, "{\"bestAvailable\":{\"quantity\":2,\"grade\":\"S\",\"section\":\"F1\"}}")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.seats[*].seatId")
                .isEqualTo(List.of("B-2", "B-3"))
                .jsonPath("$.best.rung")
                .isEqualTo("TOGETHER_LEAVING_SINGLE");
    }

    private String created(String key, String wish) {
        byte[] body = keyed(key, wish)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.holdId")
                .exists()
                .returnResult()
                .getResponseBody();
        String text = new String(java.util.Objects.requireNonNull(body), java.nio.charset.StandardCharsets.UTF_8);
        return text.replaceAll(".*\"holdId\":\"([^\"]+)\".*", "$1");
    }

    private ResponseSpec keyed(String key, String wish) {
        return post(ann)
                .header("Pass", service.pass(ann, performance.sale()))
                .header("Idempotency-Key", key)
                .bodyValue(wish)
                .exchange();
    }

    private ResponseSpec hold(FanId fan, String wish) {
        return post(fan)
                .header("Pass", service.pass(fan, performance.sale()))
                .bodyValue(wish)
                .exchange();
    }

    private ResponseSpec withPass(String pass, String wish) {
        return post(ann).header("Pass", pass).bodyValue(wish).exchange();
    }

    private RequestBodySpec post(FanId fan) {
        return service.http()
                .post()
                .uri(holds)
                .header("Content-Type", "application/json")
                .headers(headers -> headers.setBearerAuth(service.token(fan)));
    }

    private static ResponseSpec get(String path, FanId fan) {
        return service.http()
                .get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(service.token(fan)))
                .exchange();
    }

    private static ResponseSpec delete(String path, FanId fan) {
        return service.http()
                .delete()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(service.token(fan)))
                .exchange();
    }

    private static BodyContentSpec problem(ResponseSpec answer, int status, String slug) {
        return answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:" + slug)
                .jsonPath("$.requestId")
                .exists();
    }

    @Test
    void a_fan_in_a_loop_is_told_when_to_ask_again_and_others_are_not_held_up() {
        try (ConfigurableApplicationContext node =
                service.anotherNode("--onsale.hold-limit.per-fan=5", "--onsale.hold-limit.in=1h")) {
            WebTestClient there = WebTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port"))
                    .responseTimeout(SeatService.PATIENCE)
                    .build();
            for (int i = 0; i < 5; i++) {
                wish(there, ann).expectStatus().isForbidden();
            }

            wish(there, ann)
                    .expectStatus()
                    .isEqualTo(429)
                    .expectHeader()
                    .value(
                            "Retry-After",
                            wait -> assertThat(Long.parseLong(wait)).isBetween(1L, 720L))
                    .expectBody()
                    .jsonPath("$.type")
                    .isEqualTo("urn:onsale:problem:too-many-requests");
            wish(there, bob).expectStatus().isForbidden();
        }
    }

    private ResponseSpec wish(WebTestClient there, FanId fan) {
        return there.post()
                .uri(holds)
                .header("Authorization", "Bearer " + service.token(fan))
                .header("Content-Type", "application/json")
                .bodyValue("{\"seatIds\":[\"A-1\"]}")
                .exchange();
    }
}
