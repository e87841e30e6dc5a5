package io.onsale.ticket.payment.web;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The checkout that buyers see. Nothing of it is secret.
 *
 * @param provider the simulator unless a shop at PortOne is set up
 * @param storeId as in {@code onsale.portone.store-id}
 * @param channelKey required for PortOne
 * @param sdkUrl PortOne's own address; a page that may load scripts of its own origin only serves a copy
 */
@Validated
@ConfigurationProperties("onsale.checkout")
record CheckoutSettings(
        @NotNull @DefaultValue("SIMULATOR") Provider provider,
        @NotBlank String storeId,
        @DefaultValue("") String channelKey,

        @NotNull @DefaultValue("https://cdn.portone.io/v2/browser-sdk.js")
        URI sdkUrl) {
    enum Provider {
        SIMULATOR,
        PORTONE
    }

    @AssertTrue(message = "PORTONE needs a channel-key")
    boolean isComplete() {
        return provider == Provider.SIMULATOR || !channelKey.isBlank();
    }
}
