package io.onsale.ticket.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryTest {
    private final OpenGate gate = new OpenGate();
    private final Instant startsAt = Instant.parse(gate.get("").text("/performance/startsAt"));
    private final String path =
            "/api/v1/events/" + gate.evening.eventId() + "/performances/" + gate.evening.performanceId() + "/entry";

    private static Map<String, Object> rules(Instant doors, @Nullable Instant last, List<?> gates) {
        Map<String, Object> rules = new HashMap<>();
        rules.put("doorsOpenAt", doors.toString());
        rules.put("lastEntryAt", last == null ? null : last.toString());
        rules.put("gates", gates);
        return rules;
    }

    private static Map<String, Object> gateFor(String name, @Nullable List<String> grades) {
        Map<String, Object> gate = new HashMap<>();
        gate.put("name", name);
        gate.put("grades", grades);
        return gate;
    }

    @Test
    void doors_open_two_hours_before_and_close_six_hours_after_by_default() {
        Reply setup = gate.get("");

        assertThat(Instant.parse(setup.text("/performance/entry/doorsOpenAt")))
                .isEqualTo(startsAt.minus(2, ChronoUnit.HOURS));
        assertThat(Instant.parse(setup.text("/performance/entry/lastEntryAt")))
                .isEqualTo(startsAt.plus(6, ChronoUnit.HOURS));
        assertThat(setup.json().at("/performance/entry/gates").size()).isZero();
        assertThat(setup.text("/keys/keys/0/kid")).isEqualTo("tickets-of-the-tests");
    }

    @Test
    void a_scan_before_the_doors_open_or_after_the_last_entry_is_refused() {
        String code = gate.newTicket().code();
        gate.seller().put(path, rules(startsAt.minusSeconds(60), null, List.of()));
        assertThat(gate.outcome(code)).isEqualTo("TOO_EARLY");

        gate.seller().put(path, rules(startsAt.minusSeconds(7200), startsAt.minusSeconds(3600), List.of()));
        assertThat(gate.outcome(code)).isEqualTo("TOO_LATE");

        gate.seller().put(path, rules(startsAt.minusSeconds(7200), startsAt, List.of()));
        assertThat(gate.outcome(code)).isEqualTo("ACCEPTED");
    }

    @Test
    void a_gate_is_for_its_grades() {
        String code = gate.newTicket().code(); // of grade R
        Reply set = gate.seller()
                .put(
                        path,
                        rules(
                                startsAt.minusSeconds(7200),
                                null,
                                List.of(gateFor("South", List.of("S")), gateFor("West", null))));

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.text("/gates/0/grades/0")).isEqualTo("S");
        assertThat(set.json().at("/gates/1/grades").isNull()).isTrue();
        assertThat(gate.send("South", List.of(OpenGate.online(OpaqueId.next(), code)))
                        .text("/results/0/outcome"))
                .isEqualTo("WRONG_GATE");
        assertThat(gate.send("Nowhere", List.of(OpenGate.online(OpaqueId.next(), code)))
                        .text("/results/0/outcome"))
                .isEqualTo("WRONG_GATE");
        assertThat(gate.send("West", List.of(OpenGate.online(OpaqueId.next(), code)))
                        .text("/results/0/outcome"))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void the_rules_move_with_a_show_that_is_put_off() {
        gate.seller().put(path, rules(startsAt.minusSeconds(5400), startsAt.plusSeconds(600), List.of()));
        TicketShop.change(
                "update ticket.performance set starts_at = starts_at + interval '1 day' where performance_id = ?",
                gate.evening.performanceId());

        Reply setup = gate.get("");

        assertThat(Instant.parse(setup.text("/performance/entry/doorsOpenAt")))
                .isEqualTo(startsAt.minusSeconds(5400).plus(1, ChronoUnit.DAYS));
        assertThat(Instant.parse(setup.text("/performance/entry/lastEntryAt")))
                .isEqualTo(startsAt.plusSeconds(600).plus(1, ChronoUnit.DAYS));
    }

    @Test
    void bad_rules_are_refused_by_the_names_of_their_fields() {
        Reply reply = gate.seller()
                .put(
                        path,
                        rules(
                                startsAt.minus(2, ChronoUnit.DAYS),
                                startsAt.minus(3, ChronoUnit.DAYS),
                                List.of(gateFor("A", List.of("VIP")), gateFor("A", null))));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("doorsOpenAt", "lastEntryAt", "gates[0].grades", "gates[1].name");
    }

    @Test
    void only_the_seller_of_the_event_and_managers_set_rules() {
        Map<String, Object> rules = rules(startsAt.minusSeconds(60), null, List.of());
        String otherEvent =
                path.replace(gate.evening.eventId(), TicketShop.newEvening().eventId());

        assertThat(TicketShop.as("stranger", Role.SELLER).put(path, rules).status())
                .isEqualTo(404);
        assertThat(gate.seller().put(otherEvent, rules).status()).isEqualTo(404);
        assertThat(gate.steward.http().put(path, rules).status()).isEqualTo(403);
        assertThat(TicketShop.as("boss", Role.MANAGER).put(path, rules).status())
                .isEqualTo(200);
    }
}
