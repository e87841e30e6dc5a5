package io.onsale.ticket.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.code.FanDevice;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan fan = TicketShop.newFan();
    private final String ticket = TicketShop.newTickets(fan, EVENING, 1).getFirst();

    private Reply bind(FanDevice device) {
        return fan.http().post(path("device"), Map.of("publicKey", device.publicKey()));
    }

    private String path(String what) {
        return "/api/v1/tickets/" + ticket + "/" + what;
    }

    private Reply held() {
        return fan.http().get("/api/v1/tickets/" + ticket);
    }

    @Test
    void a_ticket_is_bound_to_a_device_and_says_so() {
        assertThat(held().json().path("binding").isNull()).isTrue();

        Reply reply = bind(new FanDevice());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Base64.getUrlDecoder().decode(reply.text("/statement"))).hasSize(134);
        assertThat(reply.json().path("generation").asInt()).isEqualTo(1);
        assertThat(reply.text("/keyId")).isEqualTo("tickets-of-the-tests");
        assertThat(reply.json().path("rebindsLeft").asInt()).isEqualTo(3);
        assertThat(held().text("/binding/kind")).isEqualTo("DEVICE");
        assertThat(held().json().at("/binding/generation").asInt()).isEqualTo(1);
        assertThat(Instant.parse(held().text("/binding/boundAt"))).isEqualTo(Instant.parse(reply.text("/boundAt")));
        assertThat(held().text("/ticket/state")).isEqualTo("ISSUED");
    }

    @Test
    void the_same_key_again_gets_the_same_answer() {
        FanDevice phone = new FanDevice();
        Reply first = bind(phone);
        Reply compressed =
                fan.http().post(path("device"), Map.of("publicKey", phone.key().value()));

        assertThat(bind(phone).body()).isEqualTo(first.body());
        assertThat(compressed.body()).isEqualTo(first.body());
    }

    @Test
    void a_ticket_moves_to_three_other_devices_and_then_only_with_a_managers_help() {
        FanDevice last = new FanDevice();
        bind(new FanDevice());
        bind(new FanDevice());
        bind(new FanDevice());
        Reply third = bind(last);
        Reply fourth = bind(new FanDevice());

        assertThat(third.json().path("generation").asInt()).isEqualTo(4);
        assertThat(third.json().path("rebindsLeft").asInt()).isZero();
        assertThat(fourth.status()).isEqualTo(409);
        assertThat(fourth.problem()).isEqualTo("rebind-limit");
        assertThat(bind(last).body()).isEqualTo(third.body());
        assertThat(fan.http().post(path("paper"), Map.of()).problem()).isEqualTo("rebind-limit");

        Reply help = TicketShop.as("boss", Role.MANAGER).post(path("rebinds"), Map.of("reason", "lost two phones"));

        assertThat(help.status()).isEqualTo(200);
        assertThat(help.json().path("rebindsLeft").asInt()).isEqualTo(3);
        assertThat(bind(new FanDevice()).json().path("rebindsLeft").asInt()).isEqualTo(2);
        assertThat(TicketShop.rows("select manager_id, reason from ticket.rebind_grant where ticket_id = ?", ticket))
                .containsExactly(Map.of("manager_id", "boss", "reason", "lost two phones"));
    }

    @Test
    void fifty_devices_at_the_same_time_get_no_more_than_four_generations() {
        List<Reply> replies = IntStream.range(0, 50)
                .mapToObj(i ->
                        fan.http().postAsync(path("device"), "none", Map.of("publicKey", new FanDevice().publicKey())))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(4);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .allMatch(reply -> reply.problem().equals("rebind-limit"));
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 200)
                .extracting(reply -> reply.json().path("generation").asInt())
                .containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void keys_that_are_none_are_refused_by_name() {
        for (String key : List.of("", "AAAA", "A".repeat(87), "x".repeat(2_000))) {
            Reply reply = fan.http().post(path("device"), Map.of("publicKey", key));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("/errors/0/field")).isEqualTo("publicKey");
        }
        assertThat(held().json().path("binding").isNull()).isTrue();
    }

    @Test
    void tickets_of_others_do_not_exist() {
        Fan other = TicketShop.newFan();

        assertThat(other.http()
                        .post(path("device"), Map.of("publicKey", new FanDevice().publicKey()))
                        .status())
                .isEqualTo(404);
        assertThat(other.http().post(path("paper"), Map.of()).status()).isEqualTo(404);
        assertThat(other.http().get("/api/v1/tickets/" + ticket).status()).isEqualTo(404);
        assertThat(TicketShop.as("boss", Role.MANAGER)
                        .post("/api/v1/tickets/none/rebinds", Map.of("reason", "r"))
                        .status())
                .isEqualTo(404);
        assertThat(held().json().path("binding").isNull()).isTrue();
    }

    @Test
    void a_voided_ticket_is_not_bound() {
        String booking = held().text("/ticket/bookingId");
        fan.http().post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "ill"));

        assertThat(bind(new FanDevice()).problem()).isEqualTo("ticket-voided");
        assertThat(fan.http().post(path("paper"), Map.of()).problem()).isEqualTo("ticket-voided");
    }

    @Test
    void the_list_filters_by_state() {
        String booking = held().text("/ticket/bookingId");
        fan.http().post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "ill"));
        String other = TicketShop.newTickets(fan, EVENING, 1).getFirst();

        assertThat(fan.http()
                        .get("/api/v1/tickets?state=ISSUED")
                        .json()
                        .at("/tickets")
                        .size())
                .isEqualTo(1);
        assertThat(fan.http().get("/api/v1/tickets?state=ISSUED").text("/tickets/0/ticketId"))
                .isEqualTo(other);
        assertThat(fan.http().get("/api/v1/tickets?state=VOIDED").text("/tickets/0/ticketId"))
                .isEqualTo(ticket);
        assertThat(fan.http()
                        .get("/api/v1/tickets?state=USED")
                        .json()
                        .at("/tickets")
                        .size())
                .isZero();
        assertThat(fan.http().get("/api/v1/tickets?state=LOST").status()).isEqualTo(400);
    }

    @Test
    void the_public_keys_are_served_to_everybody() {
        Reply keys = TicketShop.anybody().get("/api/v1/keys/tickets");

        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.text("/keys/0/kty")).isEqualTo("OKP");
        assertThat(keys.text("/keys/0/crv")).isEqualTo("Ed25519");
        assertThat(keys.text("/keys/0/kid")).isEqualTo("tickets-of-the-tests");
        assertThat(keys.json().at("/keys/0").has("d")).isFalse();
        assertThat(keys.whole().headers().firstValue("Cache-Control").orElseThrow())
                .contains("max-age=300");
    }
}
