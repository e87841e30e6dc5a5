package io.onsale.standalone.services;

import io.onsale.portone.PortOneSimulator;
import io.onsale.portone.SimulatorSettings;
import io.onsale.standalone.keys.InstallationKeys;
import java.net.URI;
import java.nio.file.Path;

/** Starts the payment provider's simulator. */
public final class Simulator {
    private Simulator() {}

    public static PortOneSimulator start(InstallationKeys keys, ServiceAddresses addresses, Path data) {
        return PortOneSimulator.start(SimulatorSettings.of(keys.portoneApiSecret(), keys.portoneWebhookSecret())
                .listeningOn(ServiceAddresses.HOST, addresses.simulatorPort())
                .withStoreId(ServiceSettings.STORE_ID)
                .withDataDirectory(data)
                .withWebhookUrl(URI.create(addresses.ticket() + "/api/v1/webhooks/portone")));
    }
}
