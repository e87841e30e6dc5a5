package io.onsale.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.onsale.queue.draw.Draw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VerifyDrawTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void publish() throws IOException {
        file = Files.writeString(folder.resolve("list.csv"), PublishedList.of(100));
    }

    private int run(String... arguments) {
        return new CommandLine(new VerifyDraw())
                .setOut(new PrintWriter(out, true, UTF_8))
                .setErr(new PrintWriter(err, true, UTF_8))
                .execute(arguments);
    }

    private String said() {
        return out.toString(UTF_8);
    }

    private String complained() {
        return err.toString(UTF_8);
    }

    @Test
    void a_right_list_ends_with_0_and_asks_to_compare_the_commitment() {
        assertThat(run(file.toString())).isZero();
        assertThat(said()).contains("The list holds: all 86 fans", PublishedList.SEED.commitment());
    }

    @Test
    void with_the_noted_commitment_it_is_the_promised_draw() {
        assertThat(run(
                        file.toString(),
                        "--commitment",
                        PublishedList.SEED.commitment().toUpperCase(java.util.Locale.ROOT)))
                .isZero();
        assertThat(said()).contains("committed to before the opening");
    }

    @Test
    void another_commitment_ends_with_1() {
        assertThat(run("--commitment", "0".repeat(64), file.toString())).isEqualTo(1);
        assertThat(said()).contains("does NOT hold", "not the one that you noted");
    }

    @Test
    void a_doctored_list_ends_with_1_and_names_the_line() throws IOException {
        List<String> lines = Files.readAllLines(file);
        lines.add(20, lines.get(19));
        Files.write(file, lines);

        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(said()).contains("does NOT hold: line 21: number");
    }

    @Test
    void a_fan_is_shown_their_number() {
        long number = new Draw(PublishedList.SEED, PublishedList.SALE, 100).number(5);

        assertThat(run(file.toString(), "--fan", "fan-5")).isZero();
        assertThat(said()).contains("Fan fan-5 has registration 5 and number " + number + ".");
    }

    @Test
    void a_fan_who_is_not_in_the_list_ends_with_1() {
        assertThat(run(file.toString(), "--fan", "fan-7")).isEqualTo(1);
        assertThat(said()).contains("Fan fan-7 is not in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--commitment",
                "list --commitment abc",
                "list --fan",
                "list --fan a/b",
                "list --fan", // the value is missing
                "list other",
                "list --colour red",
            })
    void nonsense_ends_with_2_and_shows_how(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(complained()).containsAnyOf("Usage:", "--colour");
    }

    @Test
    void help_is_no_failure() {
        assertThat(run("--help")).isZero();
        assertThat(said()).contains("--commitment HEX", "Exit code");
    }

    @Test
    void a_file_that_is_not_there_ends_with_2() {
        assertThat(run(folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(complained()).contains("Cannot read the list", "nothing");
    }

    @Test
    void many_rows_show_progress() throws IOException {
        Files.writeString(file, PublishedList.of(250_000));

        assertThat(run(file.toString())).isZero();
        assertThat(complained()).contains("100000 fans checked", "200000 fans checked");
    }

    @Test
    void a_list_is_fetched_from_its_address() throws IOException {
        try (Served served = new Served(200, PublishedList.of(100))) {
            assertThat(run(served.url())).isZero();
        }
        try (Served served = new Served(409, "{}")) {
            assertThat(run(served.url())).isEqualTo(2);
        }
        assertThat(complained()).contains("not complete yet");
        assertThat(run("http://")).isEqualTo(2);
    }

    /** One answer at an address of this machine. */
    private static final class Served implements AutoCloseable {
        private final HttpServer server;

        Served(int status, String body) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/list", exchange -> {
                byte[] bytes = body.getBytes(UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/list";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
