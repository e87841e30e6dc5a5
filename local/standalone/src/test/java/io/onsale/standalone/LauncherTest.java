package io.onsale.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.embedded.RedisMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    @Test
    void usual_ports_are_those_of_the_readme() {
        assertThat(up("up", Map.of()).ports())
                .isEqualTo(new OnsalePorts(8080, 8081, 8082, 8083, 8084, 16_379, 15_432, 19_092));
    }

    @Test
    void port_moves_the_origin_and_offset_all_others() {
        OnsalePorts ports = up("up --port 9080 --port-offset 100", Map.of()).ports();

        assertThat(ports).isEqualTo(new OnsalePorts(9080, 8181, 8182, 8183, 8184, 16_479, 15_532, 19_192));
    }

    @Test
    void option_wins_over_the_environment() {
        Map<String, String> environment = Map.of("ONSALE_PORT", "9000", "ONSALE_PORT_OFFSET", "50");

        OnsalePorts ports = up("up --port 9080", environment).ports();

        assertThat(ports.origin()).isEqualTo(9080);
        assertThat(ports.queue()).isEqualTo(8131);
    }

    @Test
    void redis_is_one_server_unless_a_cluster_is_asked_for() {
        assertThat(up("up", Map.of()).redis()).isEqualTo(RedisMode.SINGLE);
        assertThat(up("up --redis cluster", Map.of()).redis()).isEqualTo(RedisMode.CLUSTER);
    }

    @ParameterizedTest
    @CsvSource({
        "up --port many, --port",
        "up --port, --port",
        "up --port 0, port 0",
        "up --port-offset 50000, port 66379",
        "up --port 8081, 8081",
        "up --colour red, --colour",
        "up --redis many, --redis",
        "tokens, --count",
        "tokens --count 0, --count",
        "tokens --count 1000001, --count",
        "dead-letters --kafka, --kafka",
        "dead-letters, --kafka",
        "fly, fly",
    })
    void wrong_usage_exits_with_2_and_names_what_is_wrong(String line, String named) {
        int code = Launcher.commandLine().setErr(new PrintWriter(err)).execute((line + " --home " + home).split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(named);
    }

    @Test
    void without_a_command_it_lists_them() {
        assertThat(Launcher.commandLine().setErr(new PrintWriter(err)).execute())
                .isEqualTo(2);
        assertThat(err.toString()).contains("dead-letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "status", "tokens", "secrets", "dead-letters"})
    void help_is_no_failure(String command) {
        StringWriter out = new StringWriter();

        assertThat(Launcher.commandLine().setOut(new PrintWriter(out)).execute(command, "--help"))
                .isZero();
        assertThat(out.toString()).contains("Usage:", "--home FOLDER");
    }

    @Test
    void a_port_in_use_is_named_with_its_server() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            OnsalePorts ports = OnsalePorts.of(other.getLocalPort(), 0);

            assertThat(ports.inUse("127.0.0.1")).containsEntry("origin", other.getLocalPort());
        }
    }

    private UpOptions up(String line, Map<String, String> environment) {
        UpCommand command = (UpCommand) Launcher.commandLine()
                .parseArgs((line + " --home " + home).split(" "))
                .subcommand()
                .commandSpec()
                .userObject();
        return command.options(environment);
    }
}
