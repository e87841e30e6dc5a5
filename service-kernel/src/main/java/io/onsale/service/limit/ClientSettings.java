package io.onsale.service.limit;

import io.onsale.service.limit.ClientAddresses.Header;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a client's address is known, the same for all limits of a service.
 *
 * @param trustedProxies networks from which a client's address is believed; by default none
 * @param header the header in which these proxies name it
 */
@ConfigurationProperties("onsale.client-address")
record ClientSettings(
        @DefaultValue({}) List<String> trustedProxies,
        @DefaultValue("X_FORWARDED_FOR") Header header) {
    ClientAddresses addresses() {
        return new ClientAddresses(Network.parseAll(trustedProxies), header);
    }
}
