package io.onsale.ticket.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.code.FanDevice;
import io.onsale.ticket.gate.OpenGate.Shown;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Scans, refunds, transfers and re-binds of the same ticket at the same time: whatever wins, the rest fits to it. */
class MixedRaceTest {
    private static final OpenGate GATE = new OpenGate();

    @BeforeAll
    static void far_enough_to_be_refunded() {
        TicketShop.change(
                "update ticket.performance set starts_at = now() + interval '90 minutes' where performance_id = ?",
                GATE.evening.performanceId());
    }

    @RepeatedTest(4)
    void fifty_requests_leave_one_consistent_ticket() {
        Shown ticket = GATE.newTicket();
        Fan friend = TicketShop.newMember(Role.FAN, null);
        String booking = TicketShop.textValue("select booking_id from ticket.ticket where ticket_id = ?", ticket.id());
        String transfer = ticket.fan()
                .http()
                .post("/api/v1/tickets/" + ticket.id() + "/transfers", Map.of("email", friend.id() + "@tests.onsale"))
                .text("/transferId");
        List<CompletableFuture<Reply>> all = IntStream.range(0, 50)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> GATE.sendAsync("North", List.of(OpenGate.online(OpaqueId.next(), ticket.code())));
                    case 1 ->
                        friend.http().postAsync("/api/v1/transfers/" + transfer + "/acceptance", "none", Map.of());
                    case 2 ->
                        ticket.fan()
                                .http()
                                .postAsync(
                                        "/api/v1/tickets/" + ticket.id() + "/device",
                                        "none",
                                        Map.of("publicKey", new FanDevice().publicKey()));
                    default ->
                        ticket.fan()
                                .http()
                                .postAsync(
                                        "/api/v1/bookings/" + booking + "/cancellation",
                                        OpaqueId.next(),
                                        Map.of("reason", "r"));
                })
                .toList();
        List<Reply> replies = all.stream().map(CompletableFuture::join).toList();

        assertThat(replies).allMatch(reply -> reply.status() < 500);
        Map<String, Object> row = TicketShop.rows(
                        "select state, used_at is not null as used, fan_id from ticket.ticket where ticket_id = ?",
                        ticket.id())
                .getFirst();
        boolean isUsed = Boolean.TRUE.equals(row.get("used"));
        boolean isVoided = "VOIDED".equals(row.get("state"));
        boolean isPassedOn = friend.id().equals(row.get("fan_id"));
        Object accepted = TicketShop.value(
                "select count(*) from ticket.scan where ticket_id = ? and outcome = 'ACCEPTED'", ticket.id());
        Object refunds =
                TicketShop.value("select count(*) from ticket.refund where payment_id = ?", "onsale-" + booking);
        assertThat(isUsed && isVoided).as("used and voided").isFalse();
        assertThat(isPassedOn && isVoided).as("passed on and voided").isFalse();
        assertThat(isPassedOn && isUsed)
                .as("passed on and used with the old code")
                .isFalse();
        assertThat(accepted).isEqualTo(isUsed ? 1L : 0L);
        assertThat(refunds).isEqualTo(isVoided ? 1L : 0L);
    }
}
