package io.onsale.service.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.problem.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springdoc.core.fn.builders.operation.Builder;

class RefusalsTest {
    private final Refusals refusals = Refusals.of(ProblemType.SALE_CLOSED, ProblemType.NOT_IN_LINE)
            .and("with opensAt", ProblemType.SALE_NOT_OPEN);

    @Test
    void one_response_per_status_lists_the_problems_behind_it() {
        Operation operation = new Operation();

        refusals.addTo(operation);

        assertThat(operation.getResponses()).containsOnlyKeys("404", "409");
        assertThat(operation.getResponses().get("409"))
                .extracting(ApiResponse::getDescription)
                .isEqualTo(
                        "sale-closed: The sale is closed; sale-not-open: The sale has not opened yet (with opensAt)");
    }

    @Test
    void a_functional_route_says_the_same() {
        Builder operation = Builder.operationBuilder().operationId("join");

        refusals.addTo(operation);

        assertThat(Arrays.stream(operation.build().getOperation().responses())
                        .map(response -> response.responseCode() + " " + response.description()))
                .containsExactly(
                        "404 not-in-line: You have no place in this line",
                        "409 sale-closed: The sale is closed; sale-not-open: The sale has not opened yet (with opensAt)");
    }

    @Test
    void a_description_that_is_there_stays_and_is_not_repeated() {
        ApiResponses written =
                new ApiResponses().addApiResponse("409", new ApiResponse().description("sale-closed, permanently"));
        Operation operation = new Operation().responses(written);

        refusals.addTo(operation);

        assertThat(written.get("409"))
                .extracting(ApiResponse::getDescription)
                .isEqualTo("sale-closed, permanently; sale-not-open: The sale has not opened yet (with opensAt)");
    }
}
