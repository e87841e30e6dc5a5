package io.onsale.standalone.services;

import io.onsale.portone.PortOneSimulator;
import io.onsale.portone.SimulatorSettings;
import io.onsale.standalone.keys.Keys;
import java.net.URI;
import java.nio.file.Path;

/** Starts the payment provider's stand-in. */
public final class Simulator {
    private Simulator() {}

    public static PortOneSimulator start(Keys keys, Surroundings around, Path data) {
        return PortOneSimulator.start(SimulatorSettings.of(keys.portoneApiSecret(), keys.portoneWebhookSecret())
                .listeningOn(Surroundings.HOST, around.simulatorPort())
                .withStoreId(Settings.STORE_ID)
                .withDataDirectory(data)
                .withWebhookUrl(URI.create(around.ticket() + "/api/v1/webhooks/portone")));
    }
}
