package io.onsale.ticket.gate;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.code.FanDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A performance whose doors are open, and a steward of its seller. */
final class OpenGate {
    final Evening evening = TicketShop.newEvening(Duration.ofMinutes(30));
    final Fan steward = TicketShop.newMember(Role.GATE, evening.sellerId());
    final String path = "/api/v1/gate/performances/" + evening.performanceId();

    /** A ticket on a fan's phone. */
    record Shown(String id, Fan fan, FanDevice phone, String statement) {
        String code() {
            return phone.code(statement, Instant.now());
        }
    }

    Shown newTicket() {
        Fan fan = TicketShop.newMember(Role.FAN, null);
        return shown(fan, TicketShop.newTickets(fan, evening, 1).getFirst());
    }

    static Shown shown(Fan fan, String ticket) {
        FanDevice phone = new FanDevice();
        Reply bound = fan.http().post("/api/v1/tickets/" + ticket + "/device", Map.of("publicKey", phone.publicKey()));
        if (bound.status() != 200) {
            throw new AssertionError(bound.body());
        }
        return new Shown(ticket, fan, phone, bound.text("/statement"));
    }

    static Map<String, Object> online(String scanId, String code) {
        return scan(scanId, code, Instant.now(), null);
    }

    static Map<String, Object> scan(String scanId, String code, Instant at, @Nullable String decision) {
        Map<String, Object> scan = new HashMap<>(Map.of(
                "scanId", scanId, "code", code, "scannedAt", at.toString(), "offline", decision != null, "by", "CODE"));
        if (decision != null) {
            scan.put("decision", decision);
        }
        return scan;
    }

    static Map<String, Object> manual(String scanId, String ticketId) {
        return Map.of(
                "scanId",
                scanId,
                "ticketId",
                ticketId,
                "scannedAt",
                Instant.now().toString(),
                "offline",
                false,
                "by",
                "MANUAL");
    }

    static Map<String, Object> body(String gate, List<?> scans) {
        return Map.of("gate", gate, "scans", scans);
    }

    Reply send(String gate, List<?> scans) {
        return steward.http().post(path + "/scans", body(gate, scans));
    }

    CompletableFuture<Reply> sendAsync(String gate, List<?> scans) {
        return steward.http().postAsync(path + "/scans", "none", body(gate, scans));
    }

    /** Scans one code online. */
    Reply scan(String code) {
        return send("North", List.of(online(OpaqueId.next(), code)));
    }

    String outcome(String code) {
        Reply reply = scan(code);
        if (reply.status() != 200) {
            throw new AssertionError(reply.body());
        }
        return reply.text("/results/0/outcome");
    }

    Reply undo(String scanId) {
        return steward.http().post(path + "/scans/" + scanId + "/undo", Map.of("reason", "wrong person"));
    }

    Reply get(String what) {
        return steward.http().get(path + what);
    }

    Http seller() {
        return TicketShop.as(evening.sellerId(), Role.SELLER);
    }
}
