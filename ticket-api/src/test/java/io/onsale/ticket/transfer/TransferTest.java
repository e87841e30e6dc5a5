package io.onsale.ticket.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.code.FanDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan sender = TicketShop.newMember(Role.FAN, null);
    private final Fan friend = TicketShop.newMember(Role.FAN, null);
    private final String ticket = TicketShop.newTickets(sender, EVENING, 1).getFirst();

    private static String email(Fan fan) {
        return fan.id() + "@tests.onsale";
    }

    private Reply offer(String email) {
        return sender.http().post("/api/v1/tickets/" + ticket + "/transfers", Map.of("email", email));
    }

    private String offered() {
        Reply reply = offer(email(friend));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.text("/transferId");
    }

    private Reply accept(Fan fan, String transfer) {
        return fan.http().post("/api/v1/transfers/" + transfer + "/acceptance", Map.of());
    }

    private Reply cancelBooking() {
        String booking = TicketShop.textValue("select booking_id from ticket.ticket where ticket_id = ?", ticket);
        return sender.http().post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "ill"));
    }

    @Test
    void an_offer_is_accepted_and_the_ticket_changes_hands() {
        sender.http().post("/api/v1/tickets/" + ticket + "/device", Map.of("publicKey", new FanDevice().publicKey()));
        String transfer = offered();

        assertThat(sender.http().get("/api/v1/tickets/" + ticket).text("/offer/transferId"))
                .isEqualTo(transfer);
        assertThat(sender.http().get("/api/v1/tickets/" + ticket).text("/offer/email"))
                .isEqualTo(email(friend));
        assertThat(friend.http().get("/api/v1/transfers").text("/received/0/senderName"))
                .isEqualTo("김철수");
        assertThat(friend.http().get("/api/v1/transfers").text("/received/0/state"))
                .isEqualTo("OFFERED");
        assertThat(friend.http()
                        .get("/api/v1/transfers")
                        .json()
                        .at("/received/0/email")
                        .isNull())
                .isTrue();

        Reply accepted = accept(friend, transfer);

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text("/state")).isEqualTo("ACCEPTED");
        assertThat(accepted.text("/ticketId")).isEqualTo(ticket);
        assertThat(accept(friend, transfer).body()).isEqualTo(accepted.body());
        assertThat(sender.http().get("/api/v1/tickets/" + ticket).status()).isEqualTo(404);
        assertThat(friend.http().get("/api/v1/tickets/" + ticket).status()).isEqualTo(200);
        assertThat(friend.http()
                        .get("/api/v1/tickets/" + ticket)
                        .json()
                        .path("binding")
                        .isNull())
                .isTrue();
        assertThat(sender.http().get("/api/v1/transfers").text("/sent/0/state")).isEqualTo("ACCEPTED");
        Reply bound = friend.http()
                .post("/api/v1/tickets/" + ticket + "/device", Map.of("publicKey", new FanDevice().publicKey()));
        assertThat(bound.json().path("generation").asInt()).isEqualTo(3);
        assertThat(bound.json().path("rebindsLeft").asInt()).isEqualTo(3);
    }

    @Test
    void the_answer_does_not_tell_whether_the_address_has_an_account() {
        Reply known = offer(email(friend));
        sender.http().delete("/api/v1/transfers/" + known.text("/transferId"));
        Reply unknown = offer(OpaqueId.next() + "@nowhere.onsale");

        assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(201);
        assertThat(unknown.json().propertyNames()).isEqualTo(known.json().propertyNames());
        assertThat(unknown.text("/state")).isEqualTo("OFFERED");
    }

    @Test
    void an_address_is_compared_in_its_normal_form() {
        Reply reply = offer(email(friend).toUpperCase(java.util.Locale.ROOT));

        assertThat(accept(friend, reply.text("/transferId")).status()).isEqualTo(200);
    }

    @Test
    void only_the_member_with_the_address_accepts() {
        String transfer = offered();
        Fan stranger = TicketShop.newMember(Role.FAN, null);

        assertThat(accept(stranger, transfer).status()).isEqualTo(404);
        assertThat(accept(sender, transfer).status()).isEqualTo(404);
        assertThat(accept(TicketShop.newFan(), transfer).status()).isEqualTo(404);
        assertThat(stranger.http().delete("/api/v1/transfers/" + transfer).status())
                .isEqualTo(404);
        assertThat(stranger.http()
                        .get("/api/v1/transfers")
                        .json()
                        .at("/received")
                        .size())
                .isZero();
        assertThat(accept(friend, transfer).status()).isEqualTo(200);
    }

    @Test
    void either_side_ends_an_offer() {
        String first = offered();
        assertThat(sender.http().delete("/api/v1/transfers/" + first).status()).isEqualTo(204);
        assertThat(sender.http().delete("/api/v1/transfers/" + first).status()).isEqualTo(204);
        assertThat(accept(friend, first).problem()).isEqualTo("transfer-ended");
        assertThat(accept(friend, first).text("/state")).isEqualTo("WITHDRAWN");

        String second = offered();
        assertThat(friend.http().delete("/api/v1/transfers/" + second).status()).isEqualTo(204);
        assertThat(sender.http().get("/api/v1/transfers").text("/sent/0/state")).isEqualTo("DECLINED");

        String third = offered();
        accept(friend, third);
        assertThat(sender.http().delete("/api/v1/transfers/" + third).problem()).isEqualTo("transfer-ended");
        assertThat(friend.http().get("/api/v1/tickets/" + ticket).status()).isEqualTo(200);
    }

    @Test
    void a_ticket_has_one_open_offer() {
        String transfer = offered();

        Reply second = offer("somebody@else.onsale");

        assertThat(second.problem()).isEqualTo("transfer-open");
        assertThat(second.text("/transferId")).isEqualTo(transfer);
    }

    @Test
    void an_equal_request_offers_once() {
        String key = OpaqueId.next();
        String path = "/api/v1/tickets/" + ticket + "/transfers";

        Reply first = sender.http().post(path, key, Map.of("email", email(friend)));
        Reply second = sender.http().post(path, key, Map.of("email", email(friend)));

        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void bad_addresses_own_ones_and_others_tickets_are_refused() {
        assertThat(offer("no address").text("/errors/0/field")).isEqualTo("email");
        assertThat(offer(email(sender)).text("/errors/0/field")).isEqualTo("email");
        assertThat(friend.http()
                        .post("/api/v1/tickets/" + ticket + "/transfers", Map.of("email", "a@b.onsale"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_offer_that_is_over_cannot_be_accepted_and_makes_room_for_another() {
        String transfer = offered();
        TicketShop.change("update ticket.transfer set expires_at = now() where transfer_id = ?", transfer);

        assertThat(friend.http().get("/api/v1/transfers").text("/received/0/state"))
                .isEqualTo("EXPIRED");
        assertThat(accept(friend, transfer).text("/state")).isEqualTo("EXPIRED");
        assertThat(offer("somebody@else.onsale").status()).isEqualTo(201);
    }

    @Test
    void a_ticket_is_offered_twenty_times() {
        for (int i = 0; i < 20; i++) {
            sender.http().delete("/api/v1/transfers/" + offered());
        }

        assertThat(offer(email(friend)).problem()).isEqualTo("transfer-limit");
    }

    @Test
    void a_ticket_that_was_passed_on_is_not_given_back_by_its_payer() {
        accept(friend, offered());

        Reply reply = cancelBooking();

        assertThat(reply.problem()).isEqualTo("ticket-transferred");
        assertThat(reply.text("/ticketIds/0")).isEqualTo(ticket);
        assertThat(friend.http().get("/api/v1/tickets/" + ticket).text("/ticket/state"))
                .isEqualTo("ISSUED");
    }

    @Test
    void a_ticket_given_back_ends_its_offer() {
        String transfer = offered();
        assertThat(cancelBooking().status()).isEqualTo(200);

        assertThat(accept(friend, transfer).problem()).isEqualTo("transfer-ended");
        assertThat(offer(email(friend)).problem()).isEqualTo("ticket-voided");
    }

    @Test
    void after_the_start_nothing_is_passed_on() {
        Evening begun = TicketShop.newEvening(Duration.ofDays(2));
        String late = TicketShop.newTickets(sender, begun, 1).getFirst();
        TicketShop.change(
                "update ticket.performance set starts_at = now() where performance_id = ?", begun.performanceId());

        Reply reply = sender.http().post("/api/v1/tickets/" + late + "/transfers", Map.of("email", email(friend)));

        assertThat(reply.problem()).isEqualTo("performance-started");
    }

    @Test
    void fifty_acceptances_refunds_and_withdrawals_at_the_same_time_have_one_winner() {
        for (int round = 0; round < 3; round++) {
            TransferTest fresh = new TransferTest();
            fresh.race();
        }
    }

    private void race() {
        String transfer = offered();
        String booking = TicketShop.textValue("select booking_id from ticket.ticket where ticket_id = ?", ticket);
        List<CompletableFuture<Reply>> all = IntStream.range(0, 50)
                .mapToObj(i -> switch (i % 3) {
                    case 0 -> CompletableFuture.supplyAsync(() -> accept(friend, transfer));
                    case 1 ->
                        sender.http()
                                .postAsync(
                                        "/api/v1/bookings/" + booking + "/cancellation",
                                        OpaqueId.next(),
                                        Map.of("reason", "r"));
                    default ->
                        CompletableFuture.supplyAsync(() -> sender.http().delete("/api/v1/transfers/" + transfer));
                })
                .toList();
        List<Reply> replies = all.stream().map(CompletableFuture::join).toList();

        assertThat(replies).allMatch(reply -> reply.status() < 500);
        String state = TicketShop.textValue("select state from ticket.ticket where ticket_id = ?", ticket);
        String holder = TicketShop.textValue("select fan_id from ticket.ticket where ticket_id = ?", ticket);
        boolean isAccepted = TicketShop.textValue("select state from ticket.transfer where transfer_id = ?", transfer)
                .equals("ACCEPTED");
        assertThat(holder.equals(friend.id())).isEqualTo(isAccepted);
        assertThat(isAccepted && state.equals("VOIDED")).isFalse();
        assertThat(TicketShop.value("select count(*) from ticket.refund where payment_id = ?", "onsale-" + booking))
                .isEqualTo(state.equals("VOIDED") ? 1L : 0L);
    }
}
