package io.onsale.ticket.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.event.SeatingPlan.Feature;
import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.kernel.event.SeatingPlan.Shape;
import io.onsale.kernel.event.SeatingPlan.Zone;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.Fixtures;
import io.onsale.ticket.catalogue.PlanImport.Outcome;
import io.onsale.ticket.catalogue.PlanImport.Outcome.Imported;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlanImportTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static ObjectNode small() {
        return JSON.valueToTree(Fixtures.smallPlan());
    }

    /** As the controller reads it. */
    private static Outcome read(JsonNode plan) {
        return read(JSON.createObjectNode().set("seatingPlan", plan).toString());
    }

    private static Outcome read(String body) {
        PlanWarnings warnings = new PlanWarnings();
        Body read = PlanWarnings.noting(STRICT)
                .readerFor(Body.class)
                .withAttribute(PlanWarnings.class, warnings)
                .readValue(body.getBytes(UTF_8));
        return PlanImport.read(read.seatingPlan(), warnings);
    }

    private record Body(PretixPlan seatingPlan) {}

    /** A plan from the test resources. */
    private static Outcome readFile(String name) {
        try (InputStream in = PlanImportTest.class.getResourceAsStream("/plans/" + name)) {
            return read(JSON.readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Imported imported(Outcome outcome) {
        return switch (outcome) {
            case Imported imported -> imported;
            case Outcome.Invalid invalid ->
                throw new AssertionError(invalid.errors().toString());
        };
    }

    private static Seat firstSeat(Imported imported) {
        return imported.plan().zones().getFirst().rows().getFirst().seats().getFirst();
    }

    private static SeatingPlan imported(ObjectNode plan) {
        return imported(read(plan)).plan();
    }

    private static List<FieldError> errors(ObjectNode plan) {
        return switch (read(plan)) {
            case Outcome.Imported imported -> List.of();
            case Outcome.Invalid invalid -> invalid.errors();
        };
    }

    @Test
    void positions_become_absolute_and_the_order_stays() {
        SeatingPlan plan = imported(small());

        assertThat(plan.seatCount()).isEqualTo(6);
        assertThat(plan.zones().getFirst().rows().get(1).seats().get(2))
                .isEqualTo(new SeatingPlan.Seat("B-3", "3", 178, 250, "S"));
        assertThat(plan.areas()).singleElement().satisfies(area -> {
            assertThat(area.x()).isEqualTo(100);
            assertThat(area.y()).isEqualTo(140);
            assertThat(area.text()).isEqualTo("Stage");
        });
        assertThat(plan.size()).isEqualTo(new SeatingPlan.Size(500, 400));
    }

    @Test
    void optional_members_may_be_missing() {
        ObjectNode plan = small();
        plan.remove("size");
        ((ObjectNode) plan.at("/categories/0")).remove("color");
        ((ObjectNode) plan.at("/zones/0")).remove(List.of("name", "displayed", "areas"));
        ((ObjectNode) plan.at("/zones/0/rows/0")).remove("position");
        ((ObjectNode) plan.at("/zones/0/rows/0")).put("number_of_seats", 3).put("seats_spacing", 26);

        SeatingPlan read = imported(plan);

        assertThat(read.size()).isEqualTo(new SeatingPlan.Size(178, 250));
        assertThat(read.categories().getFirst().color()).isEqualTo("#888888");
    }

    private static Arguments wrong(String path, Consumer<ObjectNode> damage) {
        return Arguments.of(path, damage);
    }

    private static ObjectNode seat(ObjectNode plan, int row, int seat) {
        return (ObjectNode) plan.at("/zones/0/rows/" + row + "/seats/" + seat);
    }

    static Stream<Arguments> damages() {
        String seats = "seatingPlan.zones[0].rows[1].seats";
        return Stream.of(
                wrong("seatingPlan.name", plan -> plan.remove("name")),
                wrong("seatingPlan.name", plan -> plan.put("name", "x".repeat(101))),
                wrong("seatingPlan.name", plan -> plan.put("name", "bell\u0007")),
                wrong("seatingPlan.zones", plan -> plan.remove("zones")),
                wrong("seatingPlan.zones", plan -> plan.putArray("zones")),
                wrong("seatingPlan.zones[1]", plan -> ((ArrayNode) plan.path("zones")).addNull()),
                wrong(
                        "seatingPlan.categories[1].name",
                        plan -> ((ArrayNode) plan.path("categories")).insert(1, plan.at("/categories/0"))),
                wrong(seats + "[2].category", plan -> seat(plan, 1, 2).put("category", "VIP")),
                wrong(seats + "[0].seat_guid", plan -> seat(plan, 1, 0).put("seat_guid", "A-1")),
                wrong(seats + "[0].seat_guid", plan -> seat(plan, 1, 0).put("seat_guid", " A-1 ")),
                wrong(seats + "[0].seat_guid", plan -> seat(plan, 1, 0).put("seat_guid", "x".repeat(201))),
                wrong(seats + "[0].seat_guid", plan -> seat(plan, 1, 0).remove("seat_guid")),
                wrong(seats + "[0].position", plan -> seat(plan, 1, 0).remove("position")),
                wrong(
                        seats + "[0].position.x",
                        plan -> ((ObjectNode) seat(plan, 1, 0).path("position")).remove("x")),
                wrong(
                        seats + "[0].position.y",
                        plan -> ((ObjectNode) seat(plan, 1, 0).path("position")).put("y", Double.POSITIVE_INFINITY)),
                wrong(
                        seats + "[0].position.y",
                        plan -> ((ObjectNode) seat(plan, 1, 0).path("position")).put("y", 1_000_001)),
                wrong("seatingPlan.size.width", plan -> ((ObjectNode) plan.path("size")).put("width", -1)),
                wrong(
                        "seatingPlan.zones[0].areas[0].height",
                        plan -> ((ObjectNode) plan.at("/zones/0/areas/0")).put("height", -1)));
    }

    @Test
    void guids_that_become_one_in_normal_form_are_refused() {
        ObjectNode plan = small();
        seat(plan, 0, 0).put("seat_guid", "\u00e4-1");
        seat(plan, 1, 0).put("seat_guid", "a\u0308-1");

        assertThat(errors(plan))
                .extracting(FieldError::field)
                .containsExactly("seatingPlan.zones[0].rows[1].seats[0].seat_guid");
    }

    @Test
    void a_plan_of_todays_editor_is_imported_with_its_labels_and_shapes() {
        Imported imported = imported(readFile("today.json"));

        Row row = imported.plan().zones().getFirst().rows().getFirst();
        assertThat(row.label()).isEqualTo("Row 0");
        assertThat(row.seatLabel()).isEqualTo("Seat %s");
        assertThat(imported.plan().seatCount()).isEqualTo(3);
        assertThat(imported.plan().areas())
                .extracting(SeatingPlan.Area::shape)
                .containsExactly(Shape.RECTANGLE, Shape.ELLIPSE, Shape.ELLIPSE, Shape.POLYGON, Shape.TEXT);
        assertThat(imported.plan().areas().getFirst())
                .isEqualTo(
                        new SeatingPlan.Area(0, 0, 100, 40, 0, "#eee", "#111", "Stage", Shape.RECTANGLE, null, null));
        assertThat(imported.plan().areas().get(1).width()).isEqualTo(60);
        assertThat(imported.plan().areas().get(3).points()).hasSize(3);
        assertThat(imported.warnings()).isEmpty();
    }

    @Test
    void a_plan_without_categories_is_imported_and_none_of_it_is_for_sale() {
        Imported imported = imported(readFile("no-category.json"));

        assertThat(imported.plan().seatCount()).isEqualTo(3);
        assertThat(firstSeat(imported).category()).isEmpty();
        assertThat(imported.warnings())
                .containsExactly(new FieldError(
                        "seatingPlan.zones[0].rows[0].seats[0].category",
                        "is missing: 3 seats without a category are not for sale"));
    }

    @Test
    void unknown_members_are_left_out_with_their_paths() {
        ObjectNode plan = small();
        plan.putObject("floors").putArray("all").add(1);
        ((ObjectNode) plan.at("/zones/0")).put("storey", 2);
        ((ObjectNode) plan.at("/zones/0/rows/1")).putNull("curve");
        seat(plan, 1, 2).putArray("neighbours").addObject().put("left", true);
        ((ObjectNode) plan.at("/zones/0/areas/0")).put("opacity", 0.5);

        assertThat(imported(read(plan)).warnings())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "seatingPlan.floors",
                        "seatingPlan.zones[0].storey",
                        "seatingPlan.zones[0].rows[1].curve",
                        "seatingPlan.zones[0].rows[1].seats[2].neighbours",
                        "seatingPlan.zones[0].areas[0].opacity");
    }

    @Test
    void warnings_are_bounded_and_the_rest_is_counted() {
        ObjectNode plan = hall(500, "R");
        plan.at("/zones/0/rows")
                .forEach(row -> row.path("seats").forEach(seat -> ((ObjectNode) seat).put("colour", "red")));

        List<FieldError> warnings = imported(read(plan)).warnings();

        assertThat(warnings).hasSize(PlanWarnings.WARNINGS_MAX + 1);
        assertThat(warnings.getLast().message()).contains("401 more"); // and a category without seats
    }

    @Test
    void what_is_harmless_is_guessed_or_left_out_with_a_warning() {
        ObjectNode plan = small();
        ((ObjectNode) plan.at("/categories/0")).put("color", "red;}</style><script>");
        ((ObjectNode) plan.at("/zones/0")).remove("position");
        ((ObjectNode) plan.at("/zones/0/rows/0")).remove("row_number");
        ((ObjectNode) plan.at("/zones/0/rows/0")).put("seat_label", "Seat");
        seat(plan, 0, 1).put("seat_number", " ");
        seat(plan, 1, 1).put("seat_number", "1");
        ((ObjectNode) plan.at("/zones/0/areas/0")).put("shape", "star");
        ((ArrayNode) plan.path("zones"))
                .addObject()
                .putObject("position")
                .put("x", -5)
                .put("y", 1e2);
        ((ArrayNode) plan.at("/zones/0/rows"))
                .addObject()
                .put("row_number", "C")
                .putArray("seats");

        Imported imported = imported(read(plan));

        assertThat(imported.warnings())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "seatingPlan.categories[0].color",
                        "seatingPlan.zones[0].position",
                        "seatingPlan.zones[0].rows[0].row_number",
                        "seatingPlan.zones[0].rows[0].seat_label",
                        "seatingPlan.zones[0].rows[0].seats[1].seat_number",
                        "seatingPlan.zones[0].rows[1].seats[1].seat_number",
                        "seatingPlan.zones[0].rows[2].seats",
                        "seatingPlan.zones[0].areas[0].shape",
                        "seatingPlan.zones[1].rows");
        Row first = imported.plan().zones().getFirst().rows().getFirst();
        assertThat(first.name()).isEqualTo("1");
        assertThat(first.seats().get(1).number()).isEqualTo("2");
        assertThat(imported.plan().zones()).hasSize(1);
    }

    @Test
    void guids_and_names_may_be_in_any_script() {
        ObjectNode plan = small();
        seat(plan, 0, 0).put("seat_guid", "좌석 A-1 " + "x".repeat(80)).put("seat_number", "가");
        seat(plan, 0, 1).put("seat_guid", "Parkett Mitte/Reihe ä");

        assertThat(firstSeat(imported(read(plan))).number()).isEqualTo("가");
    }

    @Test
    void a_plan_with_a_byte_order_mark_is_read() {
        Outcome read = read("\ufeff" + JSON.createObjectNode().set("seatingPlan", small()));

        assertThat(imported(read).plan().seatCount()).isEqualTo(6);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void errors_name_their_path(String path, Consumer<ObjectNode> damage) {
        ObjectNode plan = small();
        damage.accept(plan);

        assertThat(errors(plan)).extracting(FieldError::field).containsExactly(path);
    }

    private static List<String> warned(Outcome outcome) {
        return imported(outcome).warnings().stream().map(FieldError::field).toList();
    }

    private static ObjectNode standing(ObjectNode plan, String id, int capacity, String category) {
        ObjectNode area = (ObjectNode) plan.at("/zones/0/areas/0");
        return area.putObject("general_admission")
                .put("id", id)
                .put("name", "Floor")
                .put("capacity", capacity)
                .put("category", category);
    }

    @Test
    void what_is_special_about_a_seat_is_kept() {
        ObjectNode plan = small();
        seat(plan, 0, 0).put("accessible", true).put("restricted_view", false);
        seat(plan, 0, 1).put("companion", true).put("restricted_view", true);

        List<Seat> row = imported(plan).zones().getFirst().rows().getFirst().seats();

        assertThat(row.get(0).features()).containsExactly(Feature.ACCESSIBLE);
        assertThat(row.get(1).features()).containsExactly(Feature.COMPANION, Feature.RESTRICTED_VIEW);
        assertThat(row.get(2).features()).isNull();
        seat(plan, 0, 0).put("companion", true);
        assertThat(errors(plan))
                .extracting(FieldError::field)
                .containsExactly("seatingPlan.zones[0].rows[0].seats[0].companion");
    }

    @Test
    void companions_without_an_accessible_seat_are_reported() {
        ObjectNode plan = small();
        seat(plan, 1, 2).put("companion", true);

        assertThat(warned(read(plan))).containsExactly("seatingPlan.zones[0].rows[1].seats[2].companion");
    }

    @Test
    void the_focal_point_is_kept() {
        ObjectNode plan = small();
        plan.putObject("focal_point").put("x", -12.5).put("y", 3);

        assertThat(imported(plan).focalPoint()).isEqualTo(new SeatingPlan.Point(-12.5, 3));
        assertThat(imported(small()).focalPoint()).isNull();
    }

    @Test
    void an_area_that_holds_people_becomes_a_zone_of_unnumbered_seats() {
        ObjectNode plan = small();
        standing(plan, "floor", 3, "S");

        SeatingPlan read = imported(plan);

        assertThat(read.seatCount()).isEqualTo(9);
        Zone zone = read.zones().getLast();
        assertThat(zone.name()).isEqualTo("Floor");
        assertThat(zone.generalAdmission()).isEqualTo("floor");
        assertThat(read.areas().getFirst().generalAdmission()).isEqualTo("floor");
        assertThat(zone.rows())
                .singleElement()
                .satisfies(row ->
                        assertThat(row.seats()).extracting(Seat::id).containsExactly("floor#1", "floor#2", "floor#3"));
        assertThat(zone.rows().getFirst().seats()).extracting(Seat::category).containsOnly("S");
    }

    @Test
    void an_area_that_would_be_sold_wrongly_is_refused() {
        String at = "seatingPlan.zones[0].areas[0].general_admission";
        ObjectNode none = small();
        standing(none, "floor", 0, "S");
        ObjectNode many = small();
        standing(many, "floor", PlanImport.SEATS_MAX, "S");
        ObjectNode longId = small();
        standing(longId, "f".repeat(41), 2, "S");
        ObjectNode nowhere = small();
        standing(nowhere, "", 2, "T");
        ObjectNode twice = small();
        standing(twice, "floor", 2, "S");
        ((ArrayNode) twice.at("/zones/0/areas"))
                .add(twice.at("/zones/0/areas/0").deepCopy());
        ObjectNode taken = small();
        standing(taken, "floor", 5, "S");
        seat(taken, 0, 0).put("seat_guid", "floor#2");

        assertThat(errors(none)).extracting(FieldError::field).containsExactly(at + ".capacity");
        assertThat(errors(longId)).extracting(FieldError::field).containsExactly(at + ".id");
        assertThat(errors(many)).extracting(FieldError::field).containsExactly("seatingPlan.zones");
        assertThat(errors(nowhere)).extracting(FieldError::field).containsExactly(at + ".id", at + ".category");
        assertThat(errors(twice))
                .extracting(FieldError::field)
                .contains("seatingPlan.zones[0].areas[1].general_admission.id");
        assertThat(errors(taken)).extracting(FieldError::field).containsExactly(at + ".id");
    }

    @Test
    void what_editors_leave_behind_is_imported_with_warnings() {
        ObjectNode plan = small();
        ((ArrayNode) plan.at("/categories")).addObject().put("name", "Unused");
        ArrayNode zones = (ArrayNode) plan.at("/zones");
        zones.addObject().put("name", "Empty").putArray("rows");
        ObjectNode other = zones.addObject();
        other.put("name", "Other").putObject("position").put("x", -1e2).put("y", 1.5E3);
        ArrayNode rows = other.putArray("rows");
        rows.addObject().put("row_number", "1").putArray("seats");
        ObjectNode row = rows.addObject().put("row_number", "A"); // the other zone has a row A too
        row.putArray("seats")
                .addObject()
                .put("seat_guid", "no number")
                .put("category", "R")
                .putObject("position")
                .put("x", -0.25)
                .put("y", 1e-3);

        Outcome read = read(plan);

        assertThat(warned(read))
                .containsExactlyInAnyOrder(
                        "seatingPlan.categories[2]",
                        "seatingPlan.zones[1]",
                        "seatingPlan.zones[1].position",
                        "seatingPlan.zones[2].rows[0].seats",
                        "seatingPlan.zones[2].rows[1].seats[0].seat_number");
        assertThat(imported(read).plan().zones().getLast().rows().getLast().seats())
                .containsExactly(new Seat("no number", "1", -100.25, 1500.001, "R"));
    }

    @Test
    void several_errors_are_reported_at_once_but_not_thousands() {
        ObjectNode plan = small();
        plan.putArray("categories");

        assertThat(errors(plan))
                .hasSize(6)
                .allSatisfy(error -> assertThat(error.field()).endsWith(".category"));
        assertThat(errors(hall(1_000, "nowhere")))
                .hasSize(PlanValues.ERRORS_MAX + 1)
                .last()
                .isEqualTo(new FieldError("seatingPlan", "has " + (1_000 - PlanValues.ERRORS_MAX) + " more errors"));
    }

    @Test
    void missing_categories_are_reported_first() {
        ObjectNode plan = small();
        plan.remove("categories");

        assertThat(errors(plan).getFirst().field()).isEqualTo("seatingPlan.categories");
    }

    @Test
    void a_missing_plan_is_reported() {
        assertThat(PlanImport.read(null, new PlanWarnings()))
                .isInstanceOfSatisfying(
                        Outcome.Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(FieldError::field)
                                .contains("seatingPlan.name", "seatingPlan.zones"));
    }

    @Test
    void the_largest_hall_is_read_and_one_seat_more_is_not() {
        assertThat(imported(hall(PlanImport.SEATS_MAX, "R")).seatCount()).isEqualTo(PlanImport.SEATS_MAX);
        assertThat(errors(hall(PlanImport.SEATS_MAX + 1, "R")))
                .extracting(FieldError::field)
                .containsExactly("seatingPlan.zones");
    }

    /** Rows of 100. */
    private static ObjectNode hall(int seats, String category) {
        List<Map<String, Object>> rows = IntStream.rangeClosed(0, (seats - 1) / 100)
                .mapToObj(row -> Map.of(
                        "row_number",
                        "" + row,
                        "seats",
                        IntStream.range(row * 100, Math.min(seats, row * 100 + 100))
                                .mapToObj(seat -> Map.of(
                                        "seat_guid",
                                        "s" + seat,
                                        "seat_number",
                                        "" + seat,
                                        "position",
                                        Map.of("x", seat % 100, "y", row),
                                        "category",
                                        category))
                                .toList()))
                .toList();
        ObjectNode plan = small();
        ((ObjectNode) plan.at("/zones/0")).set("rows", JSON.valueToTree(rows));
        return plan;
    }
}
