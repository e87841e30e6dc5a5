package io.onsale.ticket.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.code.CodeVerifier;
import io.onsale.ticket.gate.OpenGate.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanTest {
    private static final OpenGate GATE = new OpenGate();
    private static final OpenGate OTHER = new OpenGate();

    private final Shown ticket = GATE.newTicket();

    private static @Nullable Object scans(String ticket) {
        return TicketShop.value(
                "select count(*) from ticket.scan where ticket_id = ? and outcome = 'ACCEPTED' and undone_at is null",
                ticket);
    }

    @Test
    void a_ticket_lets_in_once() {
        Reply first = GATE.scan(ticket.code());

        assertThat(first.text("/results/0/outcome")).isEqualTo("ACCEPTED");
        assertThat(first.text("/results/0/ticket/label")).isEqualTo("Row 1 seat 0");
        assertThat(first.text("/results/0/ticket/grade")).isEqualTo("R");
        assertThat(first.text("/results/0/ticket/holder")).isEqualTo("김*수");
        assertThat(first.text("/results/0/usedGate")).isEqualTo("North");

        Reply second = GATE.send("South", List.of(OpenGate.online(OpaqueId.next(), ticket.code())));

        assertThat(second.text("/results/0/outcome")).isEqualTo("ALREADY_USED");
        assertThat(second.text("/results/0/usedGate")).isEqualTo("North");
        assertThat(second.text("/results/0/usedAt")).isEqualTo(first.text("/results/0/usedAt"));
        assertThat(ticket.fan().http().get("/api/v1/tickets/" + ticket.id()).text("/ticket/state"))
                .isEqualTo("USED");
        assertThat(ticket.fan().http().get("/api/v1/tickets?state=USED").text("/tickets/0/usedGate"))
                .isEqualTo("North");
    }

    @Test
    void fifty_scans_at_the_same_time_let_in_one() {
        List<CompletableFuture<Reply>> all = IntStream.range(0, 50)
                .mapToObj(
                        i -> GATE.sendAsync("Gate " + i % 5, List.of(OpenGate.online(OpaqueId.next(), ticket.code()))))
                .toList();

        List<String> outcomes = all.stream()
                .map(CompletableFuture::join)
                .map(reply -> reply.text("/results/0/outcome"))
                .toList();

        assertThat(outcomes).filteredOn("ACCEPTED"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("ALREADY_USED"::equals).hasSize(49);
        assertThat(scans(ticket.id())).isEqualTo(1L);
    }

    @Test
    void the_database_itself_takes_no_second_accepted_scan_of_a_ticket() {
        GATE.scan(ticket.code());

        assertThatThrownBy(() -> TicketShop.change("""
                        insert into ticket.scan (performance_id, scan_id, ticket_id, gate, member_id, offline, manual, outcome, admitted,
                                                 scanned_at, received_at)
                        select performance_id, 'another-' || scan_id, ticket_id, 'South', member_id, offline, manual, outcome, admitted,
                               scanned_at, received_at
                        from ticket.scan where ticket_id = ?
                        """, ticket.id())).hasStackTraceContaining("scan_accepted");
    }

    @Test
    void the_same_scan_fifty_times_at_once_is_one_scan_with_one_answer() {
        String scanId = OpaqueId.next();
        String code = ticket.code();
        List<CompletableFuture<Reply>> all = IntStream.range(0, 50)
                .mapToObj(i -> GATE.sendAsync("North", List.of(OpenGate.online(scanId, code))))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).map(Reply::body))
                .hasSize(50)
                .allMatch(body -> body.contains("ACCEPTED"));
        assertThat(TicketShop.value("select count(*) from ticket.scan where ticket_id = ?", ticket.id()))
                .isEqualTo(1L);
    }

    @Test
    void a_copied_code_is_worthless_after_its_slot() {
        String screenshot =
                ticket.phone().code(ticket.statement(), Instant.now().minus(CodeVerifier.SLOT.multipliedBy(2)));

        assertThat(GATE.outcome(screenshot)).isEqualTo("EXPIRED_CODE");
        assertThat(GATE.outcome(ticket.code())).isEqualTo("ACCEPTED");
    }

    @Test
    void a_forged_code_names_no_ticket() {
        String code = ticket.code();
        Reply reply = GATE.scan(code.substring(0, code.length() - 2) + "00");

        assertThat(reply.text("/results/0/outcome")).isEqualTo("FORGED");
        assertThat(reply.json().at("/results/0/ticket").isNull()).isTrue();
    }

    @Test
    void the_code_of_a_lost_phone_is_outdated() {
        Shown moved = OpenGate.shown(ticket.fan(), ticket.id());

        assertThat(GATE.outcome(ticket.code())).isEqualTo("OUTDATED");
        assertThat(GATE.outcome(moved.code())).isEqualTo("ACCEPTED");
    }

    @Test
    void a_refunded_ticket_is_revoked_at_once() {
        String booking = TicketShop.textValue("select booking_id from ticket.ticket where ticket_id = ?", ticket.id());
        TicketShop.change(
                "update ticket.performance set starts_at = now() + interval '1 hour' where performance_id = ?",
                GATE.evening.performanceId());
        ticket.fan().http().post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "ill"));

        assertThat(GATE.outcome(ticket.code())).isEqualTo("REVOKED");
    }

    @Test
    void a_ticket_of_another_performance_is_said_to_be_one() {
        Shown elsewhere = OTHER.newTicket();

        Reply reply = GATE.scan(elsewhere.code());
        Reply byHand = GATE.send("North", List.of(OpenGate.manual(OpaqueId.next(), elsewhere.id())));

        assertThat(reply.text("/results/0/outcome")).isEqualTo("WRONG_PERFORMANCE");
        assertThat(reply.json().at("/results/0/ticket").isNull()).isTrue();
        assertThat(byHand.text("/results/0/outcome")).isEqualTo("WRONG_PERFORMANCE");
        assertThat(OTHER.outcome(elsewhere.code())).isEqualTo("ACCEPTED");
    }

    @Test
    void a_steward_lets_in_by_hand() {
        Reply reply = GATE.send("North", List.of(OpenGate.manual(OpaqueId.next(), ticket.id())));

        assertThat(reply.text("/results/0/outcome")).isEqualTo("ACCEPTED");
        assertThat(GATE.outcome(ticket.code())).isEqualTo("ALREADY_USED");
    }

    @Test
    void a_used_ticket_is_neither_given_back_nor_passed_on_nor_bound() {
        String booking = TicketShop.textValue("select booking_id from ticket.ticket where ticket_id = ?", ticket.id());
        GATE.scan(ticket.code());

        Reply refund = ticket.fan()
                .http()
                .post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "seen enough"));

        assertThat(refund.problem()).isEqualTo("ticket-used");
        assertThat(refund.text("/ticketIds/0")).isEqualTo(ticket.id());
        assertThat(ticket.fan()
                        .http()
                        .post("/api/v1/tickets/" + ticket.id() + "/transfers", Map.of("email", "a@b.onsale"))
                        .problem())
                .isEqualTo("ticket-used");
        assertThat(ticket.fan()
                        .http()
                        .post(
                                "/api/v1/tickets/" + ticket.id() + "/device",
                                Map.of("publicKey", new io.onsale.ticket.code.FanDevice().publicKey()))
                        .problem())
                .isEqualTo("ticket-used");
    }

    @Test
    void an_offer_from_before_the_use_is_not_accepted_after_it() {
        Fan friend = TicketShop.newMember(Role.FAN, null);
        String address = TicketShop.textValue("select email from ticket.member where member_id = ?", friend.id());
        String transfer = ticket.fan()
                .http()
                .post("/api/v1/tickets/" + ticket.id() + "/transfers", Map.of("email", address))
                .text("/transferId");
        GATE.scan(ticket.code());

        Reply accepted = friend.http().post("/api/v1/transfers/" + transfer + "/acceptance", Map.of());

        assertThat(accepted.status()).isEqualTo(409);
        assertThat(ticket.fan().http().get("/api/v1/tickets/" + ticket.id()).text("/ticket/state"))
                .isEqualTo("USED");
        assertThat(friend.http().get("/api/v1/tickets/" + ticket.id()).status()).isEqualTo(404);
    }

    @Test
    void a_scan_is_taken_back_and_the_ticket_scanned_again() {
        String scanId = OpaqueId.next();
        GATE.send("North", List.of(OpenGate.online(scanId, ticket.code())));

        Reply undone = GATE.undo(scanId);

        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.text("/undoneBy")).isEqualTo(GATE.steward.id());
        assertThat(undone.text("/reason")).isEqualTo("wrong person");
        assertThat(GATE.undo(scanId).body()).isEqualTo(undone.body());
        assertThat(ticket.fan().http().get("/api/v1/tickets/" + ticket.id()).text("/ticket/state"))
                .isEqualTo("ISSUED");
        assertThat(GATE.outcome(ticket.code())).isEqualTo("ACCEPTED");
        assertThat(GATE.outcome(ticket.code())).isEqualTo("ALREADY_USED");
        assertThat(scans(ticket.id())).isEqualTo(1L);
    }

    @Test
    void a_refused_or_unknown_scan_is_not_taken_back() {
        String scanId = OpaqueId.next();
        GATE.send("North", List.of(OpenGate.online(scanId, "ONSALE1:NONSENSE")));

        assertThat(GATE.undo(scanId).problem()).isEqualTo("scan-not-admitted");
        assertThat(GATE.undo("never-seen").status()).isEqualTo(404);
        assertThat(OTHER.undo(scanId).status()).isEqualTo(404);
    }

    @Test
    void an_upload_that_is_repeated_gets_the_same_outcomes() {
        Shown second = GATE.newTicket();
        List<Object> scans = new ArrayList<>();
        scans.add(OpenGate.scan(OpaqueId.next(), ticket.code(), Instant.now(), "ACCEPTED"));
        scans.add(OpenGate.scan(OpaqueId.next(), "ONSALE1:NONSENSE", Instant.now(), "FORGED"));
        scans.add(OpenGate.scan(OpaqueId.next(), second.code(), Instant.now(), "ACCEPTED"));
        scans.add(OpenGate.scan(OpaqueId.next(), second.code(), Instant.now(), "ALREADY_USED"));

        Reply first = GATE.send("East", scans);
        Reply again = GATE.send("East", scans);

        assertThat(first.json().findValuesAsString("outcome"))
                .containsExactly("ACCEPTED", "FORGED", "ACCEPTED", "ALREADY_USED");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(scans(second.id())).isEqualTo(1L);
    }

    @Test
    void each_scan_of_an_upload_has_its_own_outcome_and_those_before_a_bad_one_stay() {
        Shown second = GATE.newTicket();
        Reply reply = GATE.send(
                "East",
                List.of(
                        OpenGate.online(OpaqueId.next(), ticket.code()),
                        OpenGate.online(OpaqueId.next(), "rubbish"),
                        OpenGate.online(OpaqueId.next(), OTHER.newTicket().code()),
                        OpenGate.online(OpaqueId.next(), second.code())));

        assertThat(reply.json().findValuesAsString("outcome"))
                .containsExactly("ACCEPTED", "FORGED", "WRONG_PERFORMANCE", "ACCEPTED");
    }

    @Test
    void an_upload_that_is_no_upload_is_refused_by_the_names_of_its_fields_and_changes_nothing() {
        Map<String, Object> nameless = Map.of(
                "scanId", OpaqueId.next(), "scannedAt", Instant.now().toString(), "offline", false, "by", "CODE");

        Reply reply = GATE.send("East", List.of(OpenGate.online(OpaqueId.next(), ticket.code()), nameless));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("scans[1].code");
        assertThat(scans(ticket.id())).isEqualTo(0L);
        assertThat(GATE.send("East", List.of()).status()).isEqualTo(400);
        assertThat(GATE.send("", List.of(OpenGate.online("s", "c"))).text("/errors/0/field"))
                .isEqualTo("gate");
        List<Object> tooMany = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            tooMany.add(OpenGate.online("scan-" + i, "c"));
        }
        assertThat(GATE.send("East", tooMany).text("/errors/0/field")).isEqualTo("scans");
    }

    @Test
    void two_gates_without_network_that_let_in_the_same_ticket_are_reported_with_both_times() {
        OpenGate gate = new OpenGate();
        Shown twice = gate.newTicket();
        Instant early = Instant.now().minusSeconds(120).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        Instant late = early.plusSeconds(60);
        String earlyId = OpaqueId.next();
        String lateId = OpaqueId.next();
        String codeThen = twice.phone().code(twice.statement(), late);
        String codeBefore = twice.phone().code(twice.statement(), early);

        Reply first = gate.send("West", List.of(OpenGate.scan(lateId, codeThen, late, "ACCEPTED")));
        Reply second = gate.send("North", List.of(OpenGate.scan(earlyId, codeBefore, early, "ACCEPTED")));

        assertThat(first.text("/results/0/outcome")).isEqualTo("ACCEPTED");
        assertThat(second.text("/results/0/outcome")).isEqualTo("DUPLICATE");
        assertThat(Instant.parse(second.text("/results/0/usedAt"))).isEqualTo(early);
        assertThat(second.text("/results/0/usedGate")).isEqualTo("North");
        Reply duplicates = gate.get("/duplicates");
        assertThat(duplicates.text("/duplicates/0/ticket/ticketId")).isEqualTo(twice.id());
        assertThat(duplicates.json().at("/duplicates/0/scans").findValuesAsString("gate"))
                .containsExactly("North", "West");
        assertThat(Instant.parse(duplicates.text("/duplicates/0/scans/1/scannedAt")))
                .isEqualTo(late);
        assertThat(gate.get("/counts").json().path("duplicates").asLong()).isEqualTo(1);

        assertThat(gate.undo(lateId).status()).isEqualTo(200);

        assertThat(gate.get("/duplicates").json().at("/duplicates").size()).isZero();
        assertThat(gate.outcome(twice.code())).isEqualTo("ALREADY_USED");
        assertThat(scans(twice.id())).isEqualTo(1L);
        gate.undo(earlyId);
        assertThat(gate.outcome(twice.code())).isEqualTo("ACCEPTED");
    }

    @Test
    void a_gate_without_network_that_let_in_a_revoked_ticket_is_reported() {
        OpenGate gate = new OpenGate();
        Shown lost = gate.newTicket();
        String old = lost.code();
        Instant then = Instant.now();
        OpenGate.shown(lost.fan(), lost.id());

        Reply reply = gate.send("West", List.of(OpenGate.scan(OpaqueId.next(), old, then, "ACCEPTED")));

        assertThat(reply.text("/results/0/outcome")).isEqualTo("OUTDATED");
        assertThat(gate.get("/duplicates").text("/wronglyAdmitted/0/outcome")).isEqualTo("OUTDATED");
        assertThat(gate.get("/duplicates").text("/wronglyAdmitted/0/ticketId")).isEqualTo(lost.id());
        assertThat(lost.fan().http().get("/api/v1/tickets/" + lost.id()).text("/ticket/state"))
                .isEqualTo("ISSUED");
    }

    @Test
    void what_a_gate_without_network_refused_uses_no_ticket() {
        Reply reply =
                GATE.send("West", List.of(OpenGate.scan(OpaqueId.next(), ticket.code(), Instant.now(), "TOO_EARLY")));

        assertThat(reply.text("/results/0/outcome")).isEqualTo("TOO_EARLY");
        assertThat(GATE.outcome(ticket.code())).isEqualTo("ACCEPTED");
    }

    @Test
    void a_time_from_the_future_counts_as_now() {
        Instant ahead = Instant.now().plusSeconds(3600);
        Reply reply = GATE.send("West", List.of(OpenGate.scan(OpaqueId.next(), ticket.code(), ahead, "ACCEPTED")));

        assertThat(Instant.parse(reply.text("/results/0/usedAt"))).isBefore(ahead.minusSeconds(1800));
    }

    @Test
    void gates_of_other_sellers_do_not_exist() {
        assertThat(OTHER.steward
                        .http()
                        .post(GATE.path + "/scans", OpenGate.body("N", List.of(OpenGate.online("s", ticket.code()))))
                        .status())
                .isEqualTo(404);
        assertThat(TicketShop.as("boss", Role.MANAGER)
                        .post(
                                GATE.path + "/scans",
                                OpenGate.body("N", List.of(OpenGate.online(OpaqueId.next(), ticket.code()))))
                        .text("/results/0/outcome"))
                .isEqualTo("ACCEPTED");
    }
}
