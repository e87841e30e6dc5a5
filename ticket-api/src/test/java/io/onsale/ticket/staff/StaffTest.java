package io.onsale.ticket.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class StaffTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String STAFF = "/api/v1/staff";

    private final String managerId = OpaqueId.next();
    private final Http manager = TicketShop.as(managerId, Role.MANAGER);
    private final String sellerId = OpaqueId.next();
    private final Http seller = TicketShop.as(sellerId, Role.SELLER);

    private static Map<String, Object> wish(String role) {
        return new HashMap<>(
                Map.of("email", OpaqueId.next() + "@tests.onsale", "password", PASSWORD, "name", "Lee", "role", role));
    }

    private static Reply signIn(Map<String, Object> wish) {
        return TicketShop.anybody()
                .post("/api/v1/sessions", Map.of("email", text(wish, "email"), "password", PASSWORD));
    }

    private static String text(Map<String, Object> wish, String field) {
        return Objects.requireNonNull(wish.get(field)).toString();
    }

    private static Map<String, String> bearer(Reply signedIn) {
        return Map.of("Authorization", "Bearer " + signedIn.text("/accessToken"));
    }

    private static Reply made(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply;
    }

    @Test
    void a_seller_makes_gates_that_work_for_it() {
        Map<String, Object> wish = wish("GATE");

        Reply gate = made(seller.post(STAFF, wish));

        assertThat(gate.text("/role")).isEqualTo("GATE");
        assertThat(gate.text("/employer")).isEqualTo(sellerId);
        assertThat(gate.json().path("endedAt").isNull()).isTrue();
        assertThat(gate.body()).doesNotContain("assword");
        Reply me = TicketShop.anybody().call("GET", "/api/v1/members/me", null, bearer(signIn(wish)));
        assertThat(me.text("/role")).isEqualTo("GATE");
        assertThat(me.text("/employer")).isEqualTo(sellerId);
    }

    @Test
    void a_manager_makes_sellers_managers_and_gates_of_a_seller() {
        String newSeller = made(manager.post(STAFF, wish("SELLER"))).text("/memberId");
        made(manager.post(STAFF, wish("MANAGER")));
        Map<String, Object> gate = wish("GATE");

        assertThat(manager.post(STAFF, gate).text("/errors/0/field")).isEqualTo("employer");
        gate.put("employer", "nobody");
        assertThat(manager.post(STAFF, gate).text("/errors/0/field")).isEqualTo("employer");
        gate.put("employer", newSeller);
        assertThat(made(manager.post(STAFF, gate)).text("/employer")).isEqualTo(newSeller);

        Map<String, Object> another = wish("SELLER");
        another.put("employer", newSeller);
        assertThat(manager.post(STAFF, another).text("/errors/0/field")).isEqualTo("employer");
    }

    @ParameterizedTest
    @CsvSource({
        "SELLER, SELLER",
        "SELLER, MANAGER",
        "SELLER, FAN",
        "SELLER, SERVICE",
        "MANAGER, FAN",
        "MANAGER, SERVICE"
    })
    void nobody_makes_accounts_above_its_role(Role by, String role) {
        Map<String, Object> wish = wish(role);

        Reply refused = TicketShop.as(OpaqueId.next(), by).post(STAFF, wish);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(TicketShop.value("select count(*) from ticket.member where email = ?", text(wish, "email")))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"FAN", "GATE", "SERVICE"})
    void others_may_do_nothing_here(Role role) {
        Http http = TicketShop.as(OpaqueId.next(), role);

        assertThat(http.post(STAFF, wish("GATE")).status()).isEqualTo(403);
        assertThat(http.get(STAFF).status()).isEqualTo(403);
        assertThat(http.delete(STAFF + "/x").status()).isEqualTo(403);
        assertThat(TicketShop.anybody().get(STAFF).status()).isEqualTo(401);
    }

    @Test
    void a_gate_works_for_no_other_seller_and_has_only_the_fields_of_the_contract() {
        Map<String, Object> wish = wish("GATE");
        wish.put("employer", "another seller");
        assertThat(seller.post(STAFF, wish).text("/errors/0/field")).isEqualTo("employer");
        wish.remove("employer");
        for (String field : List.of("memberId", "endedAt", "suspendedAt", "createdBy", "passwordHash")) {
            Map<String, Object> more = new HashMap<>(wish);
            more.put(field, "x");
            assertThat(seller.post(STAFF, more).status()).as(field).isEqualTo(400);
        }
        wish.put("password", "7 chars");
        assertThat(seller.post(STAFF, wish).text("/errors/0/field")).isEqualTo("password");
    }

    @Test
    void an_answer_that_was_lost_is_given_again_and_an_address_has_one_account() {
        Map<String, Object> wish = wish("GATE");
        String key = OpaqueId.next();

        Reply lost = made(seller.post(STAFF, key, wish));
        Reply again = made(seller.post(STAFF, key, wish));

        assertThat(again.body()).isEqualTo(lost.body());
        assertThat(seller.post(STAFF, wish).problem()).isEqualTo("email-taken");
        assertThat(TicketShop.value(
                        "select action || ' by ' || made_by from ticket.member_audit where member_id = ?",
                        lost.text("/memberId")))
                .isEqualTo("ADDED by " + sellerId);
    }

    @Test
    void a_seller_lists_its_own_gates_page_by_page() {
        String first = made(seller.post(STAFF, wish("GATE"))).text("/memberId");
        String second = made(seller.post(STAFF, wish("GATE"))).text("/memberId");
        String others = made(TicketShop.as("another-seller", Role.SELLER).post(STAFF, wish("GATE")))
                .text("/memberId");

        Reply page = seller.get(STAFF + "?limit=1");
        assertThat(page.text("/staff/0/memberId")).isEqualTo(second);
        assertThat(page.text("/next")).isEqualTo(second);
        Reply rest = seller.get(STAFF + "?after=" + second);
        assertThat(rest.json().path("staff")).hasSize(1);
        assertThat(rest.text("/staff/0/memberId")).isEqualTo(first);
        assertThat(rest.json().path("next").isNull()).isTrue();
        assertThat(seller.get(STAFF + "?after=nobody").status()).isEqualTo(400);
        assertThat(ids(manager.get(STAFF + "?limit=100"))).contains(first, second, others);
    }

    private static List<String> ids(Reply page) {
        return page.json()
                .path("staff")
                .valueStream()
                .map(account -> account.path("memberId").asString())
                .toList();
    }

    @Test
    void an_ended_account_is_refused_at_once_with_its_password_its_sessions_and_its_access_token() {
        Map<String, Object> wish = wish("GATE");
        String gate = made(seller.post(STAFF, wish)).text("/memberId");
        Reply in = signIn(wish);
        assertThat(TicketShop.anybody()
                        .call("GET", "/api/v1/members/me", null, bearer(in))
                        .status())
                .isEqualTo(200);

        assertThat(seller.delete(STAFF + "/" + gate).status()).isEqualTo(204);

        Reply refused = TicketShop.anybody().call("GET", "/api/v1/members/me", null, bearer(in));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.problem()).isEqualTo("unauthenticated");
        assertThat(signIn(wish).problem()).isEqualTo("credentials-refused");
        assertThat(TicketShop.anybody()
                        .post("/api/v1/sessions", Map.of("refreshToken", in.text("/refreshToken")))
                        .status())
                .isEqualTo(401);
        assertThat(seller.delete(STAFF + "/" + gate).status()).isEqualTo(204);
        assertThat(TicketShop.value(
                        "select count(*) from ticket.member_audit where member_id = ? and action = 'ENDED'", gate))
                .isEqualTo(1L);
        JsonNode listed = seller.get(STAFF).json().at("/staff/0");
        assertThat(listed.path("endedAt").isNull()).isFalse();
    }

    @Test
    void nobody_ends_accounts_out_of_reach_or_its_own() {
        String gate = made(seller.post(STAFF, wish("GATE"))).text("/memberId");
        Map<String, Object> wish = wish("SELLER");
        String newSeller = made(manager.post(STAFF, wish)).text("/memberId");
        String fan = TicketShop.anybody()
                .post(
                        "/api/v1/members",
                        Map.of("email", OpaqueId.next() + "@tests.onsale", "password", PASSWORD, "name", "Kim"))
                .text("/memberId");

        Http stranger = TicketShop.as(OpaqueId.next(), Role.SELLER);
        assertThat(stranger.delete(STAFF + "/" + gate).problem()).isEqualTo("not-found");
        assertThat(stranger.delete(STAFF + "/" + newSeller).problem()).isEqualTo("not-found");
        assertThat(manager.delete(STAFF + "/" + fan).problem()).isEqualTo("not-found");
        assertThat(manager.delete(STAFF + "/" + managerId).problem()).isEqualTo("forbidden");
        assertThat(signIn(wish).status()).isEqualTo(200);
        assertThat(manager.delete(STAFF + "/" + newSeller).status()).isEqualTo(204);
        assertThat(signIn(wish).status()).isEqualTo(401);
    }

    @Test
    void staff_on_our_pages_have_short_access_tokens() {
        Map<String, Object> wish = wish("GATE");
        made(seller.post(STAFF, wish));

        Reply page = TicketShop.anybody()
                .post("/api/v1/sessions", Map.of("email", text(wish, "email"), "password", PASSWORD, "cookie", true));

        assertThat(page.json().path("expiresIn").asLong()).isEqualTo(900);
        assertThat(signIn(wish).json().path("expiresIn").asLong()).isEqualTo(6900);
    }
}
