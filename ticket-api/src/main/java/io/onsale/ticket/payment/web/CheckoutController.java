package io.onsale.ticket.payment.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a page needs to open the provider's checkout in the browser. */
@RestController
@EnableConfigurationProperties(CheckoutSettings.class)
@Tag(name = "Bookings")
class CheckoutController {
    private final CheckoutView view;

    CheckoutController(CheckoutSettings settings) {
        boolean isPortOne = settings.provider() == CheckoutSettings.Provider.PORTONE;
        this.view = new CheckoutView(
                settings.provider(),
                isPortOne ? settings.storeId() : null,
                isPortOne ? settings.channelKey() : null,
                isPortOne ? settings.sdkUrl().toString() : null);
    }

    /**
     * The provider of the checkout.
     *
     * @param storeId PortOne's id of the shop; null for the simulator
     * @param channelKey PortOne's key of the payment channel; null for the simulator
     * @param sdkUrl the address of PortOne's browser SDK; null for the simulator, whose checkout is the page /simulator/checkout
     */
    record CheckoutView(
            CheckoutSettings.Provider provider,
            @Nullable String storeId,
            @Nullable String channelKey,
            @Nullable String sdkUrl) {}

    @GetMapping("/api/v1/checkout")
    @Operation(
            summary = "What a page needs to open the provider's checkout",
            description =
                    "SIMULATOR: send the buyer to /simulator/checkout?paymentId=…&returnUrl=/…, which sends them back with ?paymentToken=… or"
                            + " ?cancelled=true. PORTONE: open the SDK with these values.")
    @ApiResponse(
            responseCode = "200",
            description = "The checkout",
            content = @Content(schema = @Schema(implementation = CheckoutView.class)))
    CheckoutView checkout() {
        return view;
    }
}
