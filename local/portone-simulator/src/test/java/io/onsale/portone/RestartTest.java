package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onsale.portone.Shop.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RestartTest {
    private static final String KEY = "refund-1-of-booking-7";

    @TempDir
    private Path directory;

    @Test
    void everything_is_there_after_a_restart() {
        List<JsonNode> before = new ArrayList<>();
        String token;
        try (PortOneSimulator simulator = start();
                Shop shop = new Shop(simulator)) {
            shop.pay("paid", 1_000);
            shop.pay("refunded", 2_000);
            shop.cancel("refunded", Map.of("reason", "x", "amount", 500));
            shop.confirm("declined", shop.tokenFor("declined", 3_000, "declined"));
            shop.preRegister("ready", 4_000);
            token = shop.tokenFor("pending", 5_000, "ok");
            before.addAll(everything(shop));
        }

        try (PortOneSimulator simulator = start();
                Shop shop = new Shop(simulator)) {
            assertThat(everything(shop)).isEqualTo(before);
            assertThat(shop.confirm("pending", token).status()).isEqualTo(200);
            assertThat(shop.confirm("paid", token).type()).isEqualTo("ALREADY_PAID");
            shop.preRegister("new", 6_000);
            assertThat(shop.get("/simulator/ledger").body().path("items")).hasSize(6);
        }
    }

    @Test
    void a_refund_that_is_asked_for_again_after_a_restart_is_not_paid_twice() {
        Reply before;
        try (PortOneSimulator simulator = start();
                Shop shop = new Shop(simulator)) {
            shop.pay("p-1", 1_000);
            before = shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);
        }

        try (PortOneSimulator simulator = start();
                Shop shop = new Shop(simulator)) {
            Reply again = shop.cancel("p-1", Map.of("reason", "x", "amount", 300), KEY);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(before.body());
            assertThat(shop.find("p-1").body().at("/amount/cancelled").asLong()).isEqualTo(300);
        }
    }

    @Test
    void another_seed_does_not_change_the_ids_of_what_is_kept() {
        String transactionId;
        try (PortOneSimulator simulator = start();
                Shop shop = new Shop(simulator)) {
            shop.pay("p-1", 1_000);
            transactionId = shop.find("p-1").text("transactionId");
        }

        try (PortOneSimulator simulator = PortOneSimulator.start(settings().withSeed(99));
                Shop shop = new Shop(simulator)) {
            assertThat(shop.find("p-1").text("transactionId")).isEqualTo(transactionId);
        }
    }

    @Test
    void a_data_directory_serves_one_simulator_of_one_store() {
        try (PortOneSimulator simulator = start()) {
            assertThat(simulator.port()).isPositive();
            assertThatThrownBy(this::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("in use");
        }
        assertThatThrownBy(() -> PortOneSimulator.start(settings().withStoreId("another")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("store-simulator");
        start().close(); // no attempt has left a lock behind
    }

    @Test
    void what_was_answered_before_a_kill_is_there_after_it() throws Exception {
        int answered = 0;
        Process process = startProcess();
        try (Shop shop = new Shop(urlPrintedBy(process))) {
            for (; answered < 20; answered++) {
                shop.pay("p-" + answered, 1_000);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (PortOneSimulator simulator = start();
                Shop shop = new Shop(simulator)) {
            JsonNode totals = shop.get("/simulator/totals").body();
            assertThat(totals.at("/captured/count").asInt()).isEqualTo(answered);
            assertThat(totals.at("/captured/amount").asLong()).isEqualTo(1_000L * answered);
        }
    }

    private PortOneSimulator start() {
        return PortOneSimulator.start(settings());
    }

    private SimulatorSettings settings() {
        return Shop.settings().withDataDirectory(directory);
    }

    private static List<JsonNode> everything(Shop shop) {
        return List.of(
                shop.get("/payments-by-cursor").body(),
                shop.get("/simulator/ledger").body(),
                shop.get("/simulator/totals").body());
    }

    private Process startProcess() throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dportone.port=0",
                "-Dportone.data=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName());
        command.environment().put("PORTONE_API_SECRET", Shop.API_SECRET);
        command.environment().put("PORTONE_WEBHOOK_SECRET", Shop.WEBHOOK_SECRET);
        return command.redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
    }

    private URI urlPrintedBy(Process process) {
        Path out = directory.resolve("out.txt");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !process.isAlive() || Files.readString(out).contains("http://"));
        try {
            String text = Files.readString(out);
            assertThat(text).contains("http://");
            return URI.create(text.substring(text.indexOf("http://")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
