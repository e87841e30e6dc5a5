package io.onsale.ticket.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.catalogue.SeatList.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class SeatListTest {
    private static final Path CASES = Path.of("../web/src/console/wizard/seat-list-cases.json");
    private static final String HEADER = "zone,row,seat,category\n";

    /** What a list becomes, or the lines of its errors; line 0 is the list as a whole. */
    record Case(
            String name,
            String csv,
            @Nullable List<Long> errors,
            @Nullable List<String> categories,
            @Nullable List<String> seats) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        return Stream.of(JsonMapper.builder().build().readValue(Files.readString(CASES), Case[].class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_list_is_read_as_the_pages_read_it(Case given) {
        Outcome outcome = SeatList.read(given.csv(), "hall");

        switch (outcome) {
            case Outcome.Read read -> {
                assertThat(seats(read.plan())).isEqualTo(given.seats());
                assertThat(read.plan().categories())
                        .extracting(category -> Objects.requireNonNull(category).name())
                        .isEqualTo(given.categories());
                assertThat(PlanImport.read(read.plan(), new PlanWarnings()))
                        .isInstanceOf(PlanImport.Outcome.Imported.class);
            }
            case Outcome.Invalid invalid ->
                assertThat(invalid.errors())
                        .extracting(error -> line(error))
                        .as(invalid.errors().toString())
                        .isEqualTo(given.errors());
        }
    }

    @Test
    void errors_name_their_line_and_column() {
        assertThat(errors(HEADER + "A,1,1,R\nA,,2,R\n"))
                .containsExactly(new FieldError("seatList[3].row", "is missing"));
    }

    @Test
    void two_hundred_errors_are_named_and_the_rest_is_counted() {
        String csv = HEADER + "A,,1,R\n".repeat(PlanValues.ERRORS_MAX + 5);

        assertThat(errors(csv))
                .hasSize(PlanValues.ERRORS_MAX + 1)
                .last()
                .isEqualTo(new FieldError("seatList", "has 5 more errors"));
    }

    @Test
    void a_list_has_the_limit_of_a_plan() {
        String most = IntStream.range(0, PlanImport.SEATS_MAX)
                .mapToObj(i -> "A," + i / 100 + "," + i + ",R")
                .collect(Collectors.joining("\n"));

        assertThat(SeatList.read(HEADER + most, "hall")).isInstanceOf(Outcome.Read.class);
        assertThat(errors(HEADER + most + "\nB,1,1,R"))
                .containsExactly(new FieldError("seatList", "has more than " + PlanImport.SEATS_MAX + " seats"));
    }

    private static List<FieldError> errors(String csv) {
        return switch (SeatList.read(csv, "hall")) {
            case Outcome.Read read -> List.of();
            case Outcome.Invalid invalid -> invalid.errors();
        };
    }

    private static long line(FieldError error) {
        String digits = error.field().replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static List<String> seats(PretixPlan plan) {
        return Objects.requireNonNull(plan.zones()).stream()
                .map(Objects::requireNonNull)
                .flatMap(zone -> Objects.requireNonNull(zone.rows()).stream()
                        .map(Objects::requireNonNull)
                        .flatMap(row -> Objects.requireNonNull(row.seats()).stream()
                                .map(Objects::requireNonNull)
                                .map(seat -> zone.name() + "|" + row.rowNumber() + "|" + seat.seatNumber() + "|"
                                        + seat.category() + "|" + at(seat))))
                .toList();
    }

    private static String at(PretixPlan.Seat seat) {
        PretixPlan.Position at = Objects.requireNonNull(seat.position());
        return (at.x() + "|" + at.y()).replaceAll("\\.0\\b", "");
    }
}
