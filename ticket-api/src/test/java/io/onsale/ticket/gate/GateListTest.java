package io.onsale.ticket.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.gate.OpenGate.Shown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GateListTest {
    private final OpenGate gate = new OpenGate();

    private Set<String> ids(String query) {
        Set<String> ids = new TreeSet<>();
        gate.get("/list" + query)
                .json()
                .path("tickets")
                .forEach(ticket -> ids.add(ticket.path("ticketId").asString()));
        return ids;
    }

    private long version() {
        return gate.get("/list").json().path("version").asLong();
    }

    @Test
    void the_list_has_every_ticket_with_its_state() {
        Shown used = gate.newTicket();
        Fan fan = TicketShop.newFan();
        String unbound = TicketShop.newTickets(fan, gate.evening, 1).getFirst();
        gate.scan(used.code());

        Reply list = gate.get("/list");

        assertThat(list.json().path("next").isNull()).isTrue();
        assertThat(ids("")).containsExactlyInAnyOrder(used.id(), unbound);
        for (JsonNode ticket : list.json().path("tickets")) {
            boolean isUsed = ticket.path("ticketId").asString().equals(used.id());
            assertThat(ticket.path("state").asString()).isEqualTo(isUsed ? "USED" : "ISSUED");
            assertThat(ticket.path("generation").asInt()).isEqualTo(isUsed ? 1 : 0);
            assertThat(ticket.path("usedAt").isNull()).isEqualTo(!isUsed);
            assertThat(ticket.path("holder").isNull()).isEqualTo(!isUsed); // the other's account is elsewhere
            assertThat(ticket.path("label").asString()).isEqualTo("Row 1 seat 0");
        }
    }

    @Test
    void pages_go_on_after_each_other_with_one_version() {
        Fan fan = TicketShop.newFan();
        List<String> tickets = TicketShop.newTickets(fan, gate.evening, 4);
        Reply first = gate.get("/list?limit=3");
        Reply second = gate.get("/list?limit=3&after=" + first.text("/next"));

        assertThat(first.json().path("tickets").findValuesAsString("ticketId")).isEqualTo(tickets.subList(0, 3));
        assertThat(second.json().path("tickets").findValuesAsString("ticketId")).containsExactly(tickets.get(3));
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(second.text("/version")).isEqualTo(first.text("/version"));
        assertThat(gate.get("/list?after=nonsense").text("/errors/0/field")).isEqualTo("after");
        assertThat(gate.get("/list?limit=1001").status()).isEqualTo(400);
    }

    @Test
    void a_long_list_is_compressed_for_those_who_ask() {
        String ticket = gate.newTicket().id();
        TicketShop.change("""
                insert into ticket.ticket (ticket_id, booking_id, fan_id, event_id, performance_id, seat_id, label, grade, amount,
                                           currency, state, issued_at)
                select n || ticket_id, booking_id, fan_id, event_id, performance_id, n || seat_id, label, grade, amount,
                       currency, state, issued_at
                from ticket.ticket, generate_series(1000, 1199) n where ticket_id = ?
                """, ticket);
        HttpRequest.Builder list = HttpRequest.newBuilder(URI.create(TicketShop.base() + gate.path + "/list"))
                .header("Authorization", "Bearer " + TicketShop.token(gate.steward.id(), Role.GATE));

        HttpResponse<byte[]> plain = send(list.build());
        HttpResponse<byte[]> compressed =
                send(list.header("Accept-Encoding", "gzip").build());

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 4);
        assertThat(unzipped(compressed.body())).isEqualTo(plain.body());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.sendAsync(request, BodyHandlers.ofByteArray()).join();
        }
    }

    private static byte[] unzipped(byte[] bytes) {
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_delta_has_what_has_changed_since() {
        Shown scanned = gate.newTicket();
        Shown rebound = gate.newTicket();
        Shown unchanged = gate.newTicket();
        String refunded =
                TicketShop.newTickets(unchanged.fan(), gate.evening, 1).getFirst();
        long before = version();
        assertThat(ids("?since=" + before)).doesNotContain(unchanged.id());

        gate.scan(scanned.code());
        OpenGate.shown(rebound.fan(), rebound.id());
        String booking = TicketShop.textValue("select booking_id from ticket.ticket where ticket_id = ?", refunded);
        TicketShop.change(
                "update ticket.performance set starts_at = now() + interval '1 hour' where performance_id = ?",
                gate.evening.performanceId());
        unchanged.fan().http().post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "ill"));
        String sold = TicketShop.newTickets(unchanged.fan(), gate.evening, 1).getFirst();

        assertThat(ids("?since=" + before)).containsExactlyInAnyOrder(scanned.id(), rebound.id(), refunded, sold);
        assertThat(ids("?since=" + Long.MAX_VALUE)).hasSize(5); // of a database that is no more
    }

    @Test
    void a_change_that_commits_late_is_not_missed() throws Exception {
        Shown slow = gate.newTicket();
        Shown quick = gate.newTicket();
        try (Connection other = TicketShop.connect()) {
            other.setAutoCommit(false);
            touch(other, slow.id());
            gate.scan(quick.code()); // a later transaction that ends first
            long between = version();
            other.commit();

            assertThat(ids("?since=" + between)).contains(slow.id());
        }
    }

    private static void touch(Connection connection, String ticket) throws Exception {
        try (PreparedStatement update =
                connection.prepareStatement("update ticket.ticket set rebinds = rebinds where ticket_id = ?")) {
            update.setString(1, ticket);
            update.executeUpdate();
        }
    }

    @Test
    void tickets_are_found_by_seat_holder_booking_and_id() {
        Shown one = gate.newTicket();
        String booking = TicketShop.textValue("select booking_id from ticket.ticket where ticket_id = ?", one.id());

        assertThat(gate.get("/tickets?q=row+1").json().findValuesAsString("ticketId"))
                .containsExactly(one.id());
        assertThat(gate.get("/tickets?q=%EC%B2%A0%EC%88%98").json().findValuesAsString("ticketId"))
                .containsExactly(one.id()); // 철수
        assertThat(gate.get("/tickets?q=" + booking).json().findValuesAsString("ticketId"))
                .containsExactly(one.id());
        assertThat(gate.get("/tickets?q=" + booking.substring(0, 8)).json().findValuesAsString("ticketId"))
                .containsExactly(one.id());
        assertThat(gate.get("/list").text("/tickets/0/bookingStart")).isEqualTo(booking.substring(0, 8));
        assertThat(gate.get("/tickets?q=" + one.id().substring(0, 6).toUpperCase(java.util.Locale.ROOT))
                        .json()
                        .findValuesAsString("ticketId"))
                .containsExactly(one.id());
        assertThat(gate.get("/tickets?q=%25").json().at("/tickets").size()).isZero(); // a per cent sign, no wildcard
        assertThat(gate.get("/tickets?q=").status()).isEqualTo(400);
        assertThat(gate.get("/tickets?q=" + "x".repeat(65)).status()).isEqualTo(400);
    }

    @Test
    void a_steward_sees_the_performances_of_their_seller_and_a_manager_all() {
        OpenGate other = new OpenGate();
        String far = TicketShop.newEvening(Duration.ofDays(20)).performanceId();

        assertThat(performances(gate.steward.http().get("/api/v1/gate/performances")))
                .containsExactly(gate.evening.performanceId());
        assertThat(performances(gate.seller().get("/api/v1/gate/performances")))
                .containsExactly(gate.evening.performanceId());
        assertThat(performances(TicketShop.as("boss", Role.MANAGER).get("/api/v1/gate/performances")))
                .contains(gate.evening.performanceId(), other.evening.performanceId())
                .doesNotContain(far);
        assertThat(gate.get("").text("/performance/timeZone")).isEqualTo("Asia/Seoul");
        assertThat(performances(TicketShop.as("no-account", Role.GATE).get("/api/v1/gate/performances")))
                .isEmpty();
    }

    private static List<String> performances(Reply reply) {
        return reply.json().path("performances").findValuesAsString("performanceId");
    }

    @Test
    void an_account_that_has_ended_or_is_suspended_sees_nothing() {
        TicketShop.change("update ticket.member set ended_at = now() where member_id = ?", gate.steward.id());
        assertThat(gate.get("/list").status()).isIn(404, 401); // 401 once the node has read whom it locks out

        TicketShop.change(
                "update ticket.member set ended_at = null, suspended_at = now(), suspended_reason = 'r' where member_id = ?",
                gate.steward.id());
        assertThat(gate.get("/list").status()).isIn(404, 401); // 401 once the node has read whom it locks out
    }

    @Test
    void names_are_masked() {
        assertThat(GateTicket.masked("김철수")).isEqualTo("김*수");
        assertThat(GateTicket.masked("남궁민수")).isEqualTo("남**수");
        assertThat(GateTicket.masked("이산")).isEqualTo("이*");
        assertThat(GateTicket.masked("X")).isEqualTo("*");
        assertThat(GateTicket.masked("Ann Lee")).isEqualTo("A** **e");
        assertThat(GateTicket.masked("x".repeat(200))).hasSize(12);
    }
}
