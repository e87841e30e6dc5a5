package io.onsale.ticket.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0|Edge on Windows",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1|Safari on iPhone",
                "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36|Samsung Internet on Android",
                "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0|Firefox on Linux",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15|Safari on Mac",
                "curl/8.5.0|curl",
                "<script>alert(1)</script>|Unknown device",
            })
    void a_device_is_named_by_browser_and_system(String userAgent, String name) {
        assertThat(Devices.name(userAgent)).isEqualTo(name);
    }

    @Test
    void a_device_that_says_nothing_has_a_name_as_well() {
        assertThat(Devices.name(null)).isEqualTo("Unknown device");
        assertThat(Devices.name("x".repeat(10_000) + "Firefox/1 Linux")).isEqualTo("Unknown device");
    }
}
