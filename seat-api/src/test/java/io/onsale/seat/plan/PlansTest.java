package io.onsale.seat.plan;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Zone;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.plan.Hall.Run;
import io.onsale.seat.testing.SaleBuilder;
import io.onsale.seat.testing.SeatService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlansTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    @Test
    void seats_are_numbered_in_the_plans_order() {
        Hall hall = Hall.of(PlanDocument.of(aSale().withRow("A", 2)
                .withRow("B", 2, "S")
                .inSection("F2")
                .withRow("A", 1)
                .build()));

        assertThat(hall.seatCount()).isEqualTo(5);
        assertThat(Objects.requireNonNull(hall.findSeat(new SeatId("B-1"))).index())
                .isEqualTo(2);
        assertThat(hall.seat(4).label()).isEqualTo("F2 A-1");
        assertThat(hall.seat(2).price().amount()).isEqualTo(5_000);
        assertThat(hall.runs())
                .containsExactly(new Run(0, 2, "R", "F1"), new Run(2, 2, "S", "F1"), new Run(4, 1, "R", "F2"));
    }

    @Test
    void a_plan_with_words_of_its_own_gives_seats_their_labels() {
        SalePublished sale = aSale().withRow("7", 2).build();
        Zone zone = sale.plan().zones().getFirst();
        Row row = zone.rows().getFirst();

        Hall words = hall(sale, new Row(row.name(), row.seats(), "Row 7", "Seat %s"));
        Hall rowOnly = hall(sale, new Row(row.name(), row.seats(), "Table 7", null));

        assertThat(words.seat(1).label()).isEqualTo("F1 Row 7 Seat 2");
        assertThat(rowOnly.seat(1).label()).isEqualTo("F1 Table 7 2");
    }

    private static Hall hall(SalePublished sale, Row row) {
        SeatingPlan plan = sale.plan();
        return Hall.of(PlanDocument.of(new SalePublished(
                sale.saleId(),
                sale.eventId(),
                sale.title(),
                sale.sale(),
                sale.grades(),
                sale.performances(),
                new SeatingPlan(
                        plan.name(),
                        plan.size(),
                        plan.categories(),
                        List.of(new Zone(plan.zones().getFirst().name(), List.of(row))),
                        plan.areas()))));
    }

    @Test
    void what_no_grade_sells_is_blocked() {
        Performance performance = service.publish(
                aSale().withRow("A", 2).withRow("B", 2, NOT_FOR_SALE).withRow("C", 1));

        assertThat(performance.hall().blocked()).containsExactly(2, 3);
        assertThat(service.states(performance)).isEqualTo("00330");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "as a list says;            26 52 78 104;           0+4",
                "from right to left;        104 78 52 26;           0+4",
                "an aisle;                  0 25 400 425 450 475;   0+2 2+4",
                "odd and even halves;       78 52 26 104 130 156;   0+3 3+3",
                "one seat appended;         26 52 104 130 78;       0+2 4+1 2+2",
                "alternating;               26 104 52 130;          0+1 2+1 1+1 3+1"
            })
    void seats_are_neighbours_where_the_drawing_says_so(String what, String positions, String expected) {
        int[] xs = Stream.of(positions.split(" ")).mapToInt(Integer::parseInt).toArray();

        Hall hall = Hall.of(PlanDocument.of(aSale().withRowAt("A", xs).build()));

        assertThat(hall.runs())
                .extracting(run -> run.first() + "+" + run.length())
                .containsExactly(expected.split(" "));
    }

    @Test
    void general_admission_is_unnumbered_seats_of_an_area() {
        Performance performance = service.publish(aSale().withRow("A", 2).withGeneralAdmission("floor", "Standing", 3));
        Hall hall = performance.hall();

        assertThat(hall.generalAdmissions()).containsExactly(new GeneralAdmission("floor", "Standing", "S", 2, 3));
        assertThat(hall.runs()).containsExactly(new Run(0, 2, "R", "F1"));
        assertThat(Objects.requireNonNull(hall.findSeat(new SeatId("floor#3"))).label())
                .isEqualTo("Standing");
        assertThat(service.states(performance)).isEqualTo("00000");
    }

    @Test
    void a_plan_without_the_newer_members_keeps_its_version() {
        SalePublished sale = aSale().withRow("A", 2).build();
        PlanDocument document = PlanDocument.of(sale);

        assertThat(new String(PlanDocument.inflate(document.toGzip()), StandardCharsets.UTF_8))
                .doesNotContain("features", "generalAdmission", "focalPoint");
        assertThat(PlanDocument.fromGzip(document.toGzip())).isEqualTo(document);
    }

    @Test
    void the_plan_is_served_static_versioned_and_compressed() throws Exception {
        Performance performance = service.publish(aSale().withRow("A", 30));
        String path = "/api/v1/performances/" + performance.id() + "/plan";

        HttpResponse<byte[]> answer = getCompressed(path); // by a client that does not inflate

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=3600, public");
        String json = new String(PlanDocument.inflate(answer.body()), StandardCharsets.UTF_8);

        assertThat(json).contains("\"version\":\"" + performance.hall().version() + "\"", "\"seatCount\":30");
        service.http()
                .get()
                .uri(path)
                .header("Accept-Encoding", "identity")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("Content-Encoding")
                .expectBody(String.class)
                .isEqualTo(json);
        service.http()
                .get()
                .uri(path)
                .header("If-None-Match", answer.headers().firstValue("ETag").orElseThrow())
                .exchange()
                .expectStatus()
                .isNotModified();
        service.http()
                .get()
                .uri("/api/v1/performances/none/plan")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_sale_is_published_once_however_often_it_comes() {
        SalePublished sale = aSale().withRow("A", 2).withPerformances(2).build();
        var event = envelope(sale);
        PublishedSales sales = service.bean(PublishedSales.class);

        sales.store(event).block(PATIENCE);
        sales.store(event).block(PATIENCE);
        sales.store(envelope(sale)).block(PATIENCE); // also under another id

        assertThat(service.sql("select performance_id from performance where sale_id = '" + sale.saleId() + "'"))
                .hasSize(2);
        assertThat(service.sql("select distinct plan_id from performance where sale_id = '" + sale.saleId() + "'"))
                .hasSize(1);
    }

    @Test
    void the_largest_hall_is_published() {
        SaleBuilder sale = aSale();
        for (int section = 0; section < 40; section++) {
            sale.inSection("S" + section);
            for (int row = 0; row < 30; row++) {
                sale.withRow("R" + row, 100);
            }
        }

        Performance performance = service.publish(sale);

        assertThat(performance.hall().seatCount()).isEqualTo(Hall.SEATS_MAX);
        assertThat(service.states(performance)).hasSize(Hall.SEATS_MAX);
        service.http()
                .get()
                .uri("/api/v1/performances/" + performance.id() + "/seats")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static HttpResponse<byte[]> getCompressed(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                    .header("Accept-Encoding", "gzip")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
