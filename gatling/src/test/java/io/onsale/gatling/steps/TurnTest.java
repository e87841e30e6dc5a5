package io.onsale.gatling.steps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LET_IN   | {\"event\":\"ready\",\"id\":\"7\",\"data\":{\"claimBy\":\"2026-01-01T00:00:00Z\"}}",
                "LET_IN   | {\"event\":\"place\",\"id\":\"1\",\"data\":{\"number\":1,\"state\":\"READY\",\"ahead\":0}}",
                "NOT_YET  | {\"event\":\"place\",\"id\":\"1\",\"data\":{\"number\":9,\"state\":\"WAITING\",\"ahead\":8}}",
                "NOT_YET  | {\"event\":\"place\",\"id\":\"1\",\"data\":{\"number\":null,\"state\":\"LOBBY\",\"ahead\":null}}",
                "NOT_YET  | {\"event\":\"sale\",\"data\":{\"state\":\"OPEN\",\"message\":null,\"seatsLeft\":{}}}",
                "NOT_YET  | {\"retry\":2000}",
                "SOLD_OUT | {\"event\":\"closed\",\"data\":{\"reason\":\"SOLD_OUT\"}}",
                "ASK      | {\"event\":\"closed\",\"data\":{\"reason\":\"elsewhere\"}}",
                "ASK      | {\"event\":\"place\",\"data\":{\"state\":\"MISSED\"}}",
            })
    void an_event_says_whether_to_wait_on(Turn turn, String event) {
        assertThat(Turn.of(event)).isEqualTo(turn);
    }
}
