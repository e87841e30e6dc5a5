package io.onsale.ticket;

import java.util.Map;

/** The provider's own API, called behind the service's back. */
public final class PortOneDesk {
    private PortOneDesk() {}

    public static void preRegister(String bookingId, long amount) {
        post(bookingId, "pre-register", "{\"totalAmount\":" + amount + ",\"currency\":\"KRW\"}");
    }

    public static void confirm(String bookingId, String paymentToken) {
        post(bookingId, "confirm", "{\"paymentToken\":\"" + paymentToken + "\"}");
    }

    private static void post(String bookingId, String what, String body) {
        Http.Reply reply = new Http(TicketShop.portOne().url().toString(), null)
                .postRaw(
                        "/payments/onsale-" + bookingId + "/" + what,
                        body,
                        Map.of("Authorization", "PortOne " + TicketShop.API_SECRET));
        if (reply.status() != 200) {
            throw new AssertionError(reply.status() + " " + reply.body());
        }
    }
}
