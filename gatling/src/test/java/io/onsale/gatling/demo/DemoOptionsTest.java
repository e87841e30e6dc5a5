package io.onsale.gatling.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {
    @Test
    void three_thousand_fans_come_to_the_arena_unless_told_otherwise() {
        DemoOptions options = DemoOptions.parse(List.of("--status", "status.json"));

        assertThat(options.status()).isEqualTo(Path.of("status.json"));
        assertThat(options.fans()).isEqualTo(3000);
        assertThat(options.hall()).isEqualTo(DemoOptions.Hall.ARENA);
    }

    @Test
    void everything_can_be_chosen() {
        DemoOptions options = DemoOptions.parse(
                List.of("--fans", "50", "--rate", "5", "--hall", "theatre", "--seed", "42", "--status", "status.json"));

        assertThat(options).isEqualTo(new DemoOptions(Path.of("status.json"), 50, 5, DemoOptions.Hall.THEATRE, 42));
    }

    @ParameterizedTest
    @CsvSource({"--fans, 0", "--fans, 20001", "--fans, all", "--rate, 0", "--rate, 1001", "--hall, opera", "--what, 1"})
    void what_makes_no_sense_is_refused(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(List.of("--status", "status.json", name, value)))
                .withMessageContaining(name);
    }

    @Test
    void without_a_shop_there_is_no_demo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(List.of()))
                .withMessageContaining("--status");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DemoOptions.parse(List.of("--status")))
                .withMessageContaining("needs a value");
    }

    @Test
    void the_halls_come_with_the_demo() {
        for (DemoOptions.Hall hall : DemoOptions.Hall.values()) {
            assertThat(DemoOptions.class.getResource(hall.resource())).isNotNull();
        }
    }
}
