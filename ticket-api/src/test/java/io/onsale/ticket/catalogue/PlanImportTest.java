package io.onsale.ticket.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.Fixtures;
import io.onsale.ticket.catalogue.PlanImport.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlanImportTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ObjectNode small() {
        return JSON.valueToTree(Fixtures.smallPlan());
    }

    private static Outcome read(ObjectNode plan) {
        return PlanImport.read(JSON.treeToValue(plan, PretixPlan.class));
    }

    private static SeatingPlan imported(ObjectNode plan) {
        return switch (read(plan)) {
            case Outcome.Imported imported -> imported.plan();
            case Outcome.Invalid invalid ->
                throw new AssertionError(invalid.errors().toString());
        };
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
                wrong("seatingPlan.zones[0].position", plan -> ((ObjectNode) plan.at("/zones/0")).remove("position")),
                wrong("seatingPlan.zones[0].rows", plan -> ((ObjectNode) plan.at("/zones/0")).remove("rows")),
                wrong(
                        "seatingPlan.zones[0].rows[0].row_number",
                        plan -> ((ObjectNode) plan.at("/zones/0/rows/0")).remove("row_number")),
                wrong(
                        "seatingPlan.categories[1].name",
                        plan -> ((ArrayNode) plan.path("categories")).insert(1, plan.at("/categories/0"))),
                wrong(
                        "seatingPlan.categories[0].color",
                        plan -> ((ObjectNode) plan.at("/categories/0")).put("color", "red;}</style><script>")),
                wrong(seats + "[2].category", plan -> seat(plan, 1, 2).put("category", "VIP")),
                wrong(seats + "[2].category", plan -> seat(plan, 1, 2).remove("category")),
                wrong(seats + "[0].seat_guid", plan -> seat(plan, 1, 0).put("seat_guid", "A-1")),
                wrong(seats + "[0].seat_guid", plan -> seat(plan, 1, 0).put("seat_guid", "two words")),
                wrong(seats + "[0].seat_guid", plan -> seat(plan, 1, 0).remove("seat_guid")),
                wrong(seats + "[0].seat_number", plan -> seat(plan, 1, 0).put("seat_number", " ")),
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

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void what_is_wrong_is_told_by_its_path(String path, Consumer<ObjectNode> damage) {
        ObjectNode plan = small();
        damage.accept(plan);

        assertThat(errors(plan)).extracting(FieldError::field).containsExactly(path);
    }

    @Test
    void several_errors_are_told_at_once_but_not_thousands() {
        ObjectNode plan = small();
        plan.putArray("categories");

        assertThat(errors(plan))
                .hasSize(6)
                .allSatisfy(error -> assertThat(error.field()).endsWith(".category"));
        assertThat(errors(hall(1_000, "nowhere"))).hasSize(PlanImport.ERRORS_MAX);
    }

    @Test
    void missing_categories_are_told_first() {
        ObjectNode plan = small();
        plan.remove("categories");

        assertThat(errors(plan).getFirst().field()).isEqualTo("seatingPlan.categories");
    }

    @Test
    void a_missing_plan_is_told() {
        assertThat(PlanImport.read(null))
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
