package io.onsale.portone;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The simulator as a process. Each setting is an environment variable or the system property of the same name in lower case
 * with dots, which wins: {@code PORTONE_API_SECRET} and {@code PORTONE_WEBHOOK_SECRET} (both needed), {@code PORTONE_HOST},
 * {@code PORTONE_PORT}, {@code PORTONE_WEBHOOK_URL}, {@code PORTONE_DATA}, {@code PORTONE_STORE_ID}, {@code PORTONE_SEED}.
 */
public final class SimulatorMain {
    private static final int PORT_DEFAULT = 8084;
    private static final String DATA_DEFAULT = ".onsale/data/portone";

    private SimulatorMain() {}

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        PortOneSimulator simulator = PortOneSimulator.start(settings());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            simulator.close();
                            ended.countDown();
                        },
                        "portone-shutdown"));
        System.out.println("PortOne simulator on " + simulator.url());
        ended.await(); // all threads of the simulator are daemons; a signal ends the wait
    }

    private static SimulatorSettings settings() {
        return SimulatorSettings.of(needed("PORTONE_API_SECRET"), needed("PORTONE_WEBHOOK_SECRET"))
                .listeningOn(
                        setting("PORTONE_HOST").orElse("127.0.0.1"),
                        setting("PORTONE_PORT").map(Integer::parseInt).orElse(PORT_DEFAULT))
                .withWebhookUrl(setting("PORTONE_WEBHOOK_URL").map(URI::create).orElse(null))
                .withDataDirectory(Path.of(setting("PORTONE_DATA").orElse(DATA_DEFAULT)))
                .withStoreId(setting("PORTONE_STORE_ID").orElse("store-simulator"))
                .withSeed(setting("PORTONE_SEED").map(Long::parseLong).orElse(1L));
    }

    private static String needed(String name) {
        return setting(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }

    private static Optional<String> setting(String name) {
        String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
        return Optional.ofNullable(property != null ? property : System.getenv(name))
                .filter(value -> !value.isBlank());
    }
}
