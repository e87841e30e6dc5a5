package io.onsale.service.limit;

import io.onsale.service.limit.ClientAddresses.Header;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How client addresses are determined, for all limits of a service.
 *
 * @param trustedProxies networks whose hosts may state a client's address; none by default
 * @param header the header in which these proxies state it
 */
@ConfigurationProperties("onsale.client-address")
record ClientSettings(
        @DefaultValue({}) List<String> trustedProxies,
        @DefaultValue("X_FORWARDED_FOR") Header header) {
    ClientAddresses addresses() {
        return new ClientAddresses(Network.parseAll(trustedProxies), header);
    }
}
