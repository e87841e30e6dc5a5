package io.onsale.ticket.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import org.junit.jupiter.api.Test;

class CheckoutTest {
    @Test
    void everybody_may_know_which_checkout_to_open() {
        Reply reply = TicketShop.anybody().get("/api/v1/checkout");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/provider")).isEqualTo("SIMULATOR");
        assertThat(reply.json().path("sdkUrl").isNull()).isTrue();
        assertThat(reply.body()).doesNotContain(TicketShop.STORE, TicketShop.API_SECRET);
    }
}
