package io.onsale.gatling.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {
    @Test
    void three_thousand_fans_arrive_as_fast_as_allowed_unless_told_otherwise() {
        Load load = Load.from(with("onsale.fans", "3000"));

        assertThat(load.fans()).isEqualTo(3000);
        assertThat(load.ramp()).isEqualTo(Duration.ofSeconds(10));
        assertThat(load.origin()).hasToString("http://localhost:8080");
    }

    @Test
    void what_is_given_is_taken() {
        Properties given = with("onsale.fans", "20");
        given.setProperty("onsale.ramp-seconds", "7");
        given.setProperty("onsale.wait-seconds", "30");
        given.setProperty("onsale.seed", "42");
        given.setProperty("onsale.row", "F1/A");

        Load load = Load.from(given);

        assertThat(load.ramp()).isEqualTo(Duration.ofSeconds(7));
        assertThat(load.waitMax()).isEqualTo(Duration.ofSeconds(30));
        assertThat(load.seed()).isEqualTo(42);
        assertThat(load.row()).isEqualTo("F1/A");
    }

    @ParameterizedTest
    @CsvSource({
        "onsale.fans, 0",
        "onsale.fans, 20001",
        "onsale.fans, many",
        "onsale.ramp-seconds, 0",
        "onsale.ramp-seconds, 3601",
        "onsale.wait-seconds, 0",
        "onsale.wait-seconds, 1801",
        "onsale.sale, ' '"
    })
    void beyond_a_limit_is_refused(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.from(with(name, value)))
                .withMessageContaining(name);
    }

    @Test
    void more_arrivals_in_a_second_than_the_machine_can_tell_are_refused() {
        Properties given = with("onsale.fans", "3000");
        given.setProperty("onsale.ramp-seconds", "9");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.from(given))
                .withMessageContaining("within 10 s or more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:8080",
                "http://0.0.0.0:8080",
                "https://localhost:8080",
                "ftp://localhost",
                "localhost:8080",
                "http://onsale.invalid"
            })
    void the_crowd_is_sent_nowhere_but_to_this_machine(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Load.from(with("onsale.url", url)))
                .withMessageContaining("only sent to this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:9", "http://127.8.8.8:80", "http://[::1]:8080"})
    void this_machine_has_many_names(String url) {
        assertThat(Load.from(with("onsale.url", url)).origin()).hasToString(url);
    }

    private static Properties with(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty("onsale.sale", "sale");
        properties.setProperty("onsale.performance", "performance");
        properties.setProperty("onsale.tokens", "tokens");
        properties.setProperty(name, value);
        return properties;
    }
}
