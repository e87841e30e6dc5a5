package io.onsale.queue.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.draw.DrawVerdict.Proven;
import io.onsale.queue.testing.QueueService;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The draw as anybody sees it. The sales here open tomorrow, so that the draw does not go on by itself. */
class DrawWebTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant LONG_AGO =
            Instant.parse("2020-01-01T00:00:00Z"); // the lobby of a hidden sale must not open

    private static final Instant TOMORROW =
            Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private static @Nullable QueueService running;

    @BeforeAll
    static void start() {
        running = new QueueService(redis.url(), postgres, kafka);
    }

    @AfterAll
    static void stop() {
        service().close();
    }

    private static QueueService service() {
        return Objects.requireNonNull(running);
    }

    private static SaleId publish(String order) {
        SaleId sale = SaleId.next();
        SalePlan plan = new SalePlan(TOMORROW, TOMORROW, TOMORROW.plus(Duration.ofHours(2)), order, 10, 10, 4);
        SeatingPlan hall = new SeatingPlan("Hall", new SeatingPlan.Size(10, 10), List.of(), List.of(), List.of());
        service().publish(new SalePublished(sale.value(), "event-1", "A show", plan, List.of(), List.of(), hall));
        await().atMost(SOON)
                .until(() -> get(sale, "")
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful());
        return sale;
    }

    private static WebTestClient.RequestHeadersSpec<?> get(SaleId sale, String rest) {
        return service().anonymous().get().uri("/api/v1/sales/{sale}/draw" + rest, sale.value());
    }

    private static Map<String, Object> draw(SaleId sale) {
        return Objects.requireNonNull(get(sale, "")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=1, public")
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody());
    }

    private static Draws draws() {
        return service().bean(Draws.class);
    }

    private static void assertProblem(WebTestClient.RequestHeadersSpec<?> request, int status, String slug) {
        request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:" + slug);
    }

    @Test
    void a_sale_that_is_not_visible_yet_is_there_for_its_seller_and_managers_only() {
        SaleId sale = SaleId.next();
        SalePlan plan = new SalePlan(LONG_AGO, TOMORROW, TOMORROW.plus(Duration.ofHours(2)), "RANDOM", 10, 10, 4);
        SeatingPlan hall = new SeatingPlan("Hall", new SeatingPlan.Size(10, 10), List.of(), List.of(), List.of());
        service()
                .publish(new SalePublished(
                        sale.value(), "event-1", "A show", plan, List.of(), List.of(), hall, TOMORROW, "seller-1"));
        String draw = "/api/v1/sales/" + sale.value() + "/draw";
        await().atMost(SOON)
                .untilAsserted(() -> service()
                        .manager()
                        .get()
                        .uri(draw)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals("Cache-Control", "no-store"));

        service()
                .as("seller-1", Role.SELLER)
                .get()
                .uri(draw)
                .exchange()
                .expectStatus()
                .isOk();
        assertProblem(service().anonymous().get().uri(draw), 404, "not-found");
        assertProblem(service().anonymous().get().uri(draw + "/list"), 404, "not-found");
        assertProblem(service().fan("ann").get().uri(draw), 404, "not-found");
        assertProblem(service().as("seller-2", Role.SELLER).get().uri(draw), 404, "not-found");
        String line = "/api/v1/sales/" + sale.value();
        assertProblem(service().fan("ann").post().uri(line + "/places"), 404, "not-found");
        assertProblem(service().fan("ann").post().uri(line + "/challenge"), 404, "not-found");
    }

    @Test
    void anybody_may_note_the_commitment_long_before_the_lobby_opens() {
        SaleId sale = publish("RANDOM");

        Map<String, Object> draw = draw(sale);

        assertThat((String) draw.get("commitment")).matches("[0-9a-f]{64}");
        assertThat(draw)
                .containsOnlyKeys(
                        "saleId",
                        "order",
                        "algorithm",
                        "commitment",
                        "opensAt",
                        "registrations",
                        "seed",
                        "drawn",
                        "complete",
                        "list")
                .containsEntry("saleId", sale.value())
                .containsEntry("order", "RANDOM")
                .containsEntry("algorithm", "onsale-draw-v1")
                .containsEntry("opensAt", TOMORROW.toString())
                .containsEntry("registrations", null)
                .containsEntry("seed", null)
                .containsEntry("drawn", 0)
                .containsEntry("complete", false)
                .containsEntry("list", null);
        assertProblem(get(sale, "/list"), 409, "draw-not-complete");
    }

    @Test
    void the_seed_is_shown_once_it_is_fixed_how_many_are_drawn_from_and_is_the_promised_one() {
        SaleId sale = publish("RANDOM");
        Object commitment = draw(sale).get("commitment");

        draws().fix(sale, 3).block(SOON);

        await().atMost(SOON).untilAsserted(() -> assertThat(draw(sale)).containsEntry("registrations", 3));
        Map<String, Object> draw = draw(sale);
        assertThat(draw).containsEntry("commitment", commitment).containsEntry("complete", false);
        assertThat(DrawSeed.parse((String) Objects.requireNonNull(draw.get("seed")))
                        .commitment())
                .isEqualTo(commitment);
        assertProblem(get(sale, "/list"), 409, "draw-not-complete");
    }

    @Test
    void the_list_of_a_complete_draw_holds() throws IOException {
        SaleId sale = publish("RANDOM");
        complete(sale, 1_234);

        String list = Objects.requireNonNull(get(sale, "/list")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/csv;charset=UTF-8")
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=60, public")
                .expectHeader()
                .valueEquals("ETag", "W/\"1234-1234\"")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

        String commitment = (String) draw(sale).get("commitment");
        assertThat(DrawVerification.verify(new StringReader(list), commitment, new FanId("fan-7"), rows -> {}))
                .isInstanceOfSatisfying(Proven.class, proven -> {
                    assertThat(proven.sale()).isEqualTo(sale);
                    assertThat(proven.fans()).isEqualTo(1_234);
                    assertThat(Objects.requireNonNull(proven.wanted()).registration())
                            .isEqualTo(7);
                });
        get(sale, "/list")
                .header("If-None-Match", "W/\"1234-1234\"")
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    private static void complete(SaleId sale, long registrations) {
        io.onsale.queue.draw.Draw draw = Objects.requireNonNull(
                Objects.requireNonNull(draws().fix(sale, registrations).block(SOON))
                        .draw());
        List<ListedFan> fans = LongStream.rangeClosed(1, registrations)
                .mapToObj(registration -> ListedFan.of(sale, new FanId("fan-" + registration), registration, draw))
                .toList();
        draws().list(sale, fans).then(draws().advance(sale, registrations)).block(SOON);
        String list = "/api/v1/sales/" + sale + "/draw/list";
        await().atMost(SOON).untilAsserted(() -> assertThat(draw(sale)).containsEntry("list", list));
    }

    @Test
    void an_order_by_arrival_says_so_and_nothing_else() {
        SaleId sale = publish("ARRIVAL");

        assertThat(draw(sale)).isEqualTo(Map.of("saleId", sale.value(), "order", "ARRIVAL"));
        assertProblem(get(sale, "/list"), 404, "not-found");
    }

    @Test
    void an_unknown_sale_is_not_found() {
        assertProblem(get(SaleId.next(), ""), 404, "not-found");
        assertProblem(get(SaleId.next(), "/list"), 404, "not-found");
        assertProblem(service().anonymous().get().uri("/api/v1/sales/not a sale/draw"), 400, "validation-failed");
    }

    @Test
    void the_draw_is_described() {
        service()
                .anonymous()
                .get()
                .uri("/api/v1/openapi/queue")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.paths['/api/v1/sales/{saleId}/draw'].get.responses['404']")
                .exists()
                .jsonPath("$.paths['/api/v1/sales/{saleId}/draw/list'].get.responses['409']")
                .exists()
                .jsonPath("$.paths['/api/v1/sales/{saleId}/draw/list'].get.responses['200'].content['text/csv']")
                .exists();
    }
}
