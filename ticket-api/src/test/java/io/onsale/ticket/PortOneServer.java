package io.onsale.ticket;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the provider's API without the service. */
public final class PortOneServer {
    private PortOneServer() {}

    public static void preRegister(String bookingId, long amount) {
        post(bookingId, "pre-register", "{\"totalAmount\":" + amount + ",\"currency\":\"KRW\"}");
    }

    public static void confirm(String bookingId, String paymentToken) {
        post(bookingId, "confirm", "{\"paymentToken\":\"" + paymentToken + "\"}");
    }

    /** Refunds without the shop, e.g. in the console; {@code amount} null means all that is left. */
    public static void cancelAtTheProvider(String bookingId, @Nullable Long amount, String trigger) {
        Http.Reply reply = new Http(TicketShop.portOne().url().toString(), null)
                .postRaw(
                        "/simulator/cancellations",
                        "{\"paymentId\":\"onsale-" + bookingId + "\",\"reason\":\"support\",\"trigger\":\"" + trigger
                                + "\"" + (amount == null ? "}" : ",\"amount\":" + amount + "}"),
                        Map.of("Authorization", "PortOne " + TicketShop.API_SECRET));
        if (reply.status() != 200) {
            throw new AssertionError(reply.status() + " " + reply.body());
        }
    }

    /** Refunds as the shop does, with the shop's secret. */
    public static void cancel(String bookingId, long amount, String reason) {
        post(bookingId, "cancel", "{\"amount\":" + amount + ",\"reason\":\"" + reason + "\"}");
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
