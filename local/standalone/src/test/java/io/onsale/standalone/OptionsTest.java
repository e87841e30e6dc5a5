package io.onsale.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {

    @Test
    void usual_ports_are_those_of_the_readme() {
        assertThat(parse("up").ports()).isEqualTo(new Ports(8080, 8081, 8082, 8083, 8084, 16_379, 15_432, 19_092));
    }

    @Test
    void port_moves_the_origin_and_offset_all_others() {
        Ports ports = parse("up --port 9080 --port-offset 100").ports();

        assertThat(ports).isEqualTo(new Ports(9080, 8181, 8182, 8183, 8184, 16_479, 15_532, 19_192));
    }

    @Test
    void option_wins_over_the_environment() {
        Map<String, String> environment = Map.of("ONSALE_PORT", "9000", "ONSALE_PORT_OFFSET", "50");

        Ports ports =
                Options.parse(List.of("up", "--port", "9080"), environment).ports();

        assertThat(ports.origin()).isEqualTo(9080);
        assertThat(ports.queue()).isEqualTo(8131);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --port many",
                "up --port",
                "up --port 0",
                "up --port-offset 50000",
                "up --port 8081",
                "up --colour red",
                "tokens",
                "tokens --count 0",
                "tokens --count 1000001",
            })
    void nonsense_is_refused(String line) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> parse(line));
    }

    @Test
    void port_of_somebody_else_is_named_with_its_server() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = Ports.of(other.getLocalPort(), 0);

            assertThat(ports.inUse("127.0.0.1")).containsEntry("origin", other.getLocalPort());
        }
    }

    private static Options parse(String line) {
        return Options.parse(List.of(line.split(" ")), Map.of());
    }
}
