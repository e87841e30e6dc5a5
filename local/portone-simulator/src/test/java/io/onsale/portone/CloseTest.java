package io.onsale.portone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onsale.portone.Shop.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reactor.netty.ChannelBindException;

class CloseTest {
    @Test
    void a_close_leaves_no_thread_and_frees_the_port() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(nth -> 500)) {
            PortOneSimulator simulator = PortOneSimulator.start(Shop.settings().withWebhookUrl(receiver.url()));
            int port = simulator.port();
            try (Shop shop = new Shop(simulator)) {
                shop.pay("p-1", 1_000);
                assertThat(threads()).isNotEmpty();
                simulator.close();
            }

            await().until(() -> threads().isEmpty());
            PortOneSimulator.start(Shop.settings().listeningOn("127.0.0.1", port))
                    .close();
        }
        await().until(() -> threads().isEmpty());
    }

    @Test
    void a_held_answer_is_let_go_with_a_503_and_the_charge_stays() {
        PortOneSimulator simulator = PortOneSimulator.start(Shop.settings());
        try (Shop shop = new Shop(simulator)) {
            CompletableFuture<Reply> held =
                    shop.confirmLater("p-1", shop.tokenFor("p-1", 1_000, "timeout-after-charge"), null);
            await().until(() -> shop.find("p-1").text("status").equals("PAID"));

            simulator.close();

            Reply reply = Shop.join(held);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.raw().headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void a_second_close_does_nothing() {
        PortOneSimulator simulator = PortOneSimulator.start(Shop.settings());
        simulator.close();
        simulator.close();
    }

    @Test
    void a_start_on_a_taken_port_fails_and_leaves_no_thread() {
        try (PortOneSimulator first = PortOneSimulator.start(Shop.settings())) {
            int before = threads().size();
            SimulatorSettings same = Shop.settings().listeningOn("127.0.0.1", first.port());

            assertThatThrownBy(() -> PortOneSimulator.start(same)).isInstanceOf(ChannelBindException.class);

            await().until(() -> threads().size() <= before);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("portone-"))
                .toList();
    }
}
