package io.onsale.ticket.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class MemberAdministrationTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String MEMBERS = "/api/v1/admin/members";

    private final String managerId = OpaqueId.next();
    private final Http manager = TicketShop.as(managerId, Role.MANAGER);
    private final String mark = "b" + OpaqueId.next(); // addresses that begin with "a" come before it

    private static String signUp(String email, String name) {
        Reply reply = TicketShop.anybody()
                .post("/api/v1/members", Map.of("email", email, "password", PASSWORD, "name", name));
        assertThat(reply.status()).isEqualTo(201);
        return reply.text("/memberId");
    }

    private static Reply signIn(String email, String password) {
        return TicketShop.anybody().post("/api/v1/sessions", Map.of("email", email, "password", password));
    }

    private Reply search(String query) {
        return manager.get(MEMBERS + "?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private static List<String> ids(Reply page) {
        return page.json()
                .path("members")
                .valueStream()
                .map(member -> member.path("memberId").asString())
                .toList();
    }

    private Reply suspend(String memberId, String reason) {
        return manager.call("POST", MEMBERS + "/" + memberId + "/suspension", Map.of("reason", reason), Map.of());
    }

    private Reply restore(String memberId) {
        return manager.call("DELETE", MEMBERS + "/" + memberId + "/suspension", Map.of("reason", "Settled"), Map.of());
    }

    @Test
    void accounts_are_found_by_the_beginning_of_address_or_name_the_exact_address_first() {
        String byName = signUp("a" + mark + "@tests.onsale", mark + "@tests.onsale Kim");
        String exact = signUp(mark + "@tests.onsale", "Lee");
        String longer = signUp(mark + "@tests.onsale.example", "Lee");

        assertThat(ids(search(mark + "@tests.onsale"))).containsExactly(exact, byName, longer);
        assertThat(ids(search(mark.toUpperCase(java.util.Locale.ROOT)))).containsExactly(byName, exact, longer);
        assertThat(ids(search(mark + "@tests.onsale.e"))).containsExactly(longer);
        assertThat(ids(search(mark + "%"))).isEmpty();
        assertThat(ids(manager.get(MEMBERS + "?role=GATE&q=" + mark))).isEmpty();
        assertThat(ids(manager.get(MEMBERS + "?role=FAN&q=" + mark))).hasSize(3);
    }

    @Test
    void pages_continue_where_the_last_one_ended() {
        List<String> all = IntStream.range(0, 3)
                .mapToObj(i -> signUp(mark + i + "@tests.onsale", "Kim"))
                .toList();
        List<String> read = new ArrayList<>();
        String after = "";
        while (true) {
            Reply page = manager.get(MEMBERS + "?limit=1&q=" + mark + after);
            if (page.json().path("next").isNull()) {
                break;
            }
            read.addAll(ids(page));
            after = "&after=" + page.text("/next");
        }

        assertThat(read).containsExactlyElementsOf(all);
        assertThat(manager.get(MEMBERS + "?after=nobody").text("/errors/0/field"))
                .isEqualTo("after");
    }

    @Test
    void a_suspended_member_is_told_so_with_the_right_password_only() {
        String email = mark + "@tests.onsale";
        String member = signUp(email, "Kim");
        Reply in = signIn(email, PASSWORD);

        Reply suspended = suspend(member, "Resold tickets");

        assertThat(suspended.status()).isEqualTo(200);
        assertThat(suspended.text("/reason")).isEqualTo("Resold tickets");
        assertThat(suspended.json().path("suspendedAt").isNull()).isFalse();
        assertThat(signIn(email, PASSWORD).problem()).isEqualTo("account-suspended");
        assertThat(signIn(email, PASSWORD).body()).doesNotContain("Resold");
        assertThat(signIn(email, "wrong password").problem()).isEqualTo("credentials-refused");
        assertThat(TicketShop.anybody()
                        .post("/api/v1/sessions", Map.of("refreshToken", in.text("/refreshToken")))
                        .status())
                .isEqualTo(401);
        Reply refused = TicketShop.anybody().getAs("/api/v1/bookings", "Bearer " + in.text("/accessToken"));
        assertThat(refused.problem()).isEqualTo("unauthenticated");

        assertThat(restore(member).json().path("suspendedAt").isNull()).isTrue();
        Reply again = signIn(email, PASSWORD);
        assertThat(again.status()).isEqualTo(200);
        assertThat(TicketShop.anybody()
                        .getAs("/api/v1/bookings", "Bearer " + again.text("/accessToken"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_hand_over_code_of_a_suspended_member_is_worth_nothing() {
        String email = mark + "@tests.onsale";
        String member = signUp(email, "Kim");
        String code = TicketShop.anybody()
                .call(
                        "POST",
                        "/api/v1/sessions/handover",
                        null,
                        Map.of(
                                "Authorization",
                                "Bearer " + signIn(email, PASSWORD).text("/accessToken")))
                .text("/code");

        suspend(member, "Resold tickets");

        assertThat(TicketShop.anybody()
                        .post("/api/v1/sessions", Map.of("handoverCode", code))
                        .problem())
                .isEqualTo("handover-refused");
    }

    @Test
    void managers_read_what_was_done_to_an_account_the_newest_first() {
        String member = signUp(mark + "@tests.onsale", "Kim");
        String other = signUp("other-" + mark + "@tests.onsale", "Lee");
        suspend(member, "Resold tickets");
        restore(member);
        suspend(member, "Again");
        suspend(other, "Another member's");

        Reply first = manager.get(MEMBERS + "/" + member + "/audit?limit=2");
        Reply second = manager.get(MEMBERS + "/" + member + "/audit?limit=2&after=" + first.text("/next"));

        assertThat(first.json().path("entries").findValuesAsString("action")).containsExactly("SUSPENDED", "RESTORED");
        assertThat(first.text("/entries/0/reason")).isEqualTo("Again");
        assertThat(first.text("/entries/0/madeBy")).isEqualTo(managerId);
        assertThat(second.json().path("entries").findValuesAsString("reason")).containsExactly("Resold tickets");
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(manager.get(MEMBERS + "/" + member + "/audit?after=x1").text("/errors/0/field"))
                .isEqualTo("after");
        assertThat(manager.get(MEMBERS + "/" + member + "/audit?after=0").text("/errors/0/field"))
                .isEqualTo("after"); // no entry of this account
        assertThat(manager.get(MEMBERS + "/nobody/audit").status()).isEqualTo(404);
        assertThat(TicketShop.as("a-seller", Role.SELLER)
                        .get(MEMBERS + "/" + member + "/audit")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void each_change_is_in_the_audit_once_with_who_and_why() {
        String member = signUp(mark + "@tests.onsale", "Kim");

        suspend(member, "First");
        Reply again = suspend(member, "Second");
        restore(member);
        restore(member);

        assertThat(again.text("/reason")).isEqualTo("First");
        assertThat(TicketShop.rows(
                        "select action, reason, made_by from ticket.member_audit where member_id = ? order by audit_id",
                        member))
                .containsExactly(
                        Map.of("action", "SUSPENDED", "reason", "First", "made_by", managerId),
                        Map.of("action", "RESTORED", "reason", "Settled", "made_by", managerId));
    }

    @Test
    void no_session_begins_beside_a_suspension() throws Exception {
        String email = mark + "@tests.onsale";
        String member = signUp(email, "Kim");
        CompletableFuture<Reply> signIn;
        try (Connection suspending = TicketShop.connect();
                Statement statement = suspending.createStatement()) {
            suspending.setAutoCommit(false);
            statement.executeUpdate("update ticket.member set suspended_at = now(), suspended_reason = 'x' "
                    + "where member_id = '" + member + "'");
            signIn = CompletableFuture.supplyAsync(() -> signIn(email, PASSWORD));
            await().until(() -> signIn.isDone() || isWaitingForTheMember());
            suspending.commit();
        }

        assertThat(signIn.get().status()).isEqualTo(401);
        assertThat(TicketShop.value("select count(*) from ticket.session where member_id = ?", member))
                .isEqualTo(0L);
    }

    private static boolean isWaitingForTheMember() {
        return !TicketShop.rows("select pid from pg_stat_activity where wait_event_type = 'Lock' "
                        + "and query like '%insert into session%'")
                .isEmpty();
    }

    @Test
    void other_nodes_refuse_as_soon_as_they_have_read_the_list() {
        String email = mark + "@tests.onsale";
        String member = signUp(email, "Kim");
        String token = "Bearer " + signIn(email, PASSWORD).text("/accessToken");
        suspend(member, "Resold tickets");
        try (ConfigurableApplicationContext node = TicketShop.anotherNode()) {
            node.getBean(LockedMembers.class).refresh().block(java.time.Duration.ofSeconds(5));
            Http there = TicketShop.anybody(
                    "http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port"));

            assertThat(there.getAs("/api/v1/bookings", token).status()).isEqualTo(401);
        }
    }

    @Test
    void what_cannot_be_suspended_is_refused() {
        assertThat(suspend(managerId, "Myself").problem()).isEqualTo("forbidden");
        assertThat(suspend("nobody", "Nobody").problem()).isEqualTo("not-found");
        assertThat(restore("nobody").problem()).isEqualTo("not-found");
        String member = signUp(mark + "@tests.onsale", "Kim");
        assertThat(suspend(member, " ").text("/errors/0/field")).isEqualTo("reason");
        assertThat(suspend(member, "x".repeat(201)).text("/errors/0/field")).isEqualTo("reason");
        assertThat(manager.call(
                                "POST",
                                MEMBERS + "/" + member + "/suspension",
                                Map.of("reason", "x", "by", "me"),
                                Map.of())
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"FAN", "SELLER", "GATE", "SERVICE"})
    void only_managers_get_here(Role role) {
        Http http = TicketShop.as(OpaqueId.next(), role);
        String path = MEMBERS + "/m1/suspension";

        assertThat(http.get(MEMBERS).status()).isEqualTo(403);
        assertThat(http.call("POST", path, Map.of("reason", "x"), Map.of()).status())
                .isEqualTo(403);
        assertThat(http.call("DELETE", path, Map.of("reason", "x"), Map.of()).status())
                .isEqualTo(403);
        assertThat(TicketShop.anybody().get(MEMBERS).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"role=KING", "role=SERVICE&limit=0", "limit=101", "q=%00", "after=%2e"})
    void nonsense_is_refused_by_name(String query) {
        assertThat(manager.get(MEMBERS + "?" + query).status()).isEqualTo(400);
    }
}
