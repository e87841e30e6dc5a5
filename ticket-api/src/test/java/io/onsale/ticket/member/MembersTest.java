package io.onsale.ticket.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
    private static final String PASSWORD = "correct horse battery";

    private final String email = OpaqueId.next() + "@tests.onsale";

    private static Reply signUp(String email, String password, String name) {
        return TicketShop.anybody().post("/api/v1/members", Map.of("email", email, "password", password, "name", name));
    }

    private static Reply signIn(String email, String password) {
        return TicketShop.anybody().post("/api/v1/sessions", Map.of("email", email, "password", password));
    }

    private static Reply refresh(String token) {
        return TicketShop.anybody().post("/api/v1/sessions", Map.of("refreshToken", token));
    }

    @Test
    void a_new_member_can_sign_in_and_is_a_fan() {
        Reply joined = signUp(email, PASSWORD, "Kim");
        Reply session = signIn(email, PASSWORD);

        assertThat(joined.status()).isEqualTo(201);
        assertThat(joined.text("/role")).isEqualTo("FAN");
        assertThat(joined.body()).doesNotContain("assword");
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.json().path("expiresIn").asLong()).isEqualTo(7200);
        assertThat(session.whole().headers().firstValue("Cache-Control")).hasValue("no-store");
        Reply bookings = TicketShop.anybody().getAs("/api/v1/bookings", "Bearer " + session.text("/accessToken"));
        assertThat(bookings.status()).isEqualTo(200);
    }

    @Test
    void an_address_has_one_account_however_it_is_written() {
        signUp(email, PASSWORD, "Kim");

        Reply again = signUp(" " + email.toUpperCase(java.util.Locale.ROOT), "another password", "Lee");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("email-taken");
        assertThat(signIn(email, PASSWORD).status()).isEqualTo(200);
        assertThat(signIn(email.toUpperCase(java.util.Locale.ROOT), PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void a_sign_up_whose_answer_was_lost_is_answered_again() {
        String key = OpaqueId.next();
        Map<String, String> wish = Map.of("email", email, "password", PASSWORD, "name", "Kim");

        Reply lost = TicketShop.anybody().post("/api/v1/members", key, wish);
        Reply again = TicketShop.anybody().post("/api/v1/members", key, wish);

        assertThat(lost.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(lost.body());
        assertThat(TicketShop.anybody().post("/api/v1/members", null, wish).problem())
                .isEqualTo("idempotency-key-missing");
    }

    @Test
    void a_sign_up_that_broke_off_goes_on_with_the_account_it_made() {
        String key = OpaqueId.next();
        Map<String, String> wish = Map.of("email", email, "password", PASSWORD, "name", "Kim");
        Reply first = TicketShop.anybody().post("/api/v1/members", key, wish);
        TicketShop.change(
                "update ticket.idempotency_key set status = null, body = null, lease_until = now() where key = ?", key);

        Reply second = TicketShop.anybody().post("/api/v1/members", key, wish);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void the_key_of_a_sign_up_is_not_good_for_another() {
        String key = OpaqueId.next();
        TicketShop.anybody().post("/api/v1/members", key, Map.of("email", email, "password", PASSWORD, "name", "Kim"));

        Reply otherPassword = TicketShop.anybody()
                .post("/api/v1/members", key, Map.of("email", email, "password", "another password", "name", "Kim"));
        Reply otherFan = TicketShop.anybody()
                .post("/api/v1/members", key, Map.of("email", "b" + email, "password", PASSWORD, "name", "Lee"));

        assertThat(otherPassword.problem()).isEqualTo("idempotency-key-reused");
        assertThat(otherFan.status()).isEqualTo(201); // each caller has keys of their own
    }

    @Test
    void a_wrong_password_and_an_unknown_address_look_the_same() {
        signUp(email, PASSWORD, "Kim");

        Reply wrong = signIn(email, "wrong password");
        Reply unknown = signIn("nobody-" + email, "wrong password");
        Reply malformed = signIn("not an address", "wrong password");

        assertThat(List.of(wrong, unknown, malformed)).allMatch(reply -> reply.status() == 401);
        assertThat(withoutRequestId(unknown)).isEqualTo(withoutRequestId(wrong));
        assertThat(withoutRequestId(malformed)).isEqualTo(withoutRequestId(wrong));
    }

    private static String withoutRequestId(Reply reply) {
        return reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a@b", "@b.c", "a@", "a b@c.d", "a@b..c", "a@.c", "a@b.c\n", "a@@b.c"})
    void what_is_no_address_is_refused(String text) {
        Reply reply = signUp(text.equals("a@b.c\n") ? "a\u0007@b.c" : text, PASSWORD, "Kim");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kim\u0000", "Kim\u001b[2J", "Kim\u0085"})
    void a_name_has_no_control_characters(String name) {
        Reply reply = signUp(email, PASSWORD, name);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("name");
    }

    @Test
    void passwords_have_8_to_128_characters() {
        assertThat(signUp(email, "7 chars", "Kim").text("/errors/0/field")).isEqualTo("password");
        assertThat(signUp(email, "x".repeat(129), "Kim").text("/errors/0/field"))
                .isEqualTo("password");
        assertThat(signUp(email, "x".repeat(128), "Kim").status()).isEqualTo(201);
        assertThat(signIn(email, "x".repeat(128)).status()).isEqualTo(200);
        assertThat(signIn(email, "x".repeat(127)).status()).isEqualTo(401);
    }

    @Test
    void a_refresh_token_is_good_once_and_a_late_second_use_ends_its_family() {
        signUp(email, PASSWORD, "Kim");
        String first = signIn(email, PASSWORD).text("/refreshToken");

        Reply second = refresh(first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/accessToken")).isNotEmpty();

        TicketShop.change(
                "update ticket.refresh_token set used_at = used_at - interval '21 seconds' where token_hash = ?",
                Sha256.of(first));
        assertThat(refresh(first).status()).isEqualTo(401); // used twice, so it may be stolen
        assertThat(refresh(second.text("/refreshToken")).status()).isEqualTo(401);
        assertThat(refresh("made-up").status()).isEqualTo(401);
    }

    @Test
    void a_member_sees_and_changes_name_and_language_and_nothing_else() {
        Reply joined = TicketShop.anybody()
                .post("/api/v1/members", Map.of("email", email, "password", PASSWORD, "name", "Kim", "language", "en"));
        Map<String, String> own =
                Map.of("Authorization", "Bearer " + signIn(email, PASSWORD).text("/accessToken"));

        Reply me = TicketShop.anybody().call("GET", "/api/v1/members/me", null, own);
        assertThat(me.body()).isEqualTo(joined.body());
        assertThat(me.text("/language")).isEqualTo("en");
        assertThat(me.json().path("employer").isNull()).isTrue();

        Reply changed = TicketShop.anybody().call("PATCH", "/api/v1/members/me", Map.of("name", " Lee "), own);
        assertThat(changed.text("/name")).isEqualTo("Lee");
        assertThat(changed.text("/language")).isEqualTo("en");
        assertThat(TicketShop.anybody()
                        .call("PATCH", "/api/v1/members/me", Map.of("language", "ko"), own)
                        .text("/language"))
                .isEqualTo("ko");
        for (Map<String, String> forbidden : List.of(
                Map.of("role", "MANAGER"),
                Map.of("email", "b" + email),
                Map.of("employer", "seller"),
                Map.of("memberId", "me"),
                Map.of("language", "de"),
                Map.of("name", ""))) {
            assertThat(TicketShop.anybody()
                            .call("PATCH", "/api/v1/members/me", forbidden, own)
                            .status())
                    .as(forbidden.toString())
                    .isEqualTo(400);
        }
        assertThat(TicketShop.value("select role || name from ticket.member where email = ?", email))
                .isEqualTo("FANLee");
    }

    @Test
    void a_fan_whose_account_is_kept_elsewhere_has_no_profile_here() {
        assertThat(TicketShop.newFan().http().get("/api/v1/members/me").problem())
                .isEqualTo("not-found");
    }

    @Test
    void a_session_needs_either_kind_of_proof() {
        assertThat(TicketShop.anybody().post("/api/v1/sessions", Map.of()).status())
                .isEqualTo(400);
        assertThat(TicketShop.anybody()
                        .post("/api/v1/sessions", Map.of("email", email, "password", PASSWORD, "refreshToken", "t"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void configured_accounts_are_there_with_their_role_and_staff_tokens_are_verified_by_the_key_set() {
        Reply session = signIn("boss@tests.onsale", "correct horse");

        assertThat(session.status()).isEqualTo(200);
        Reply forbidden = TicketShop.anybody().getAs("/api/v1/bookings", "Bearer " + session.text("/accessToken"));
        assertThat(forbidden.problem()).isEqualTo("forbidden"); // authenticated as a manager
        assertThat(forbidden.text("/detail")).contains("MANAGER");
    }

    @Test
    void the_key_set_has_the_public_half_only() {
        Reply keys = TicketShop.anybody().get("/api/v1/keys/access");

        assertThat(keys.status()).isEqualTo(200);
        assertThat(keys.json().path("keys")).hasSize(1);
        assertThat(keys.json().at("/keys/0").has("n")).isTrue();
        assertThat(keys.json().at("/keys/0").has("d")).isFalse();
    }

    @Test
    void stores_hold_no_password_and_no_token_in_the_clear() {
        signUp(email, PASSWORD, "Kim");
        String token = signIn(email, PASSWORD).text("/refreshToken");

        String member = TicketShop.rows("select * from ticket.member where email = ?", email)
                .toString();
        String tokens = TicketShop.rows("select encode(token_hash, 'escape') h, family from ticket.refresh_token")
                .toString();

        assertThat(member).doesNotContain(PASSWORD);
        assertThat(tokens).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u200b\u200d", "\u3164", "\u2800", "\u00ad", "K\u202emi", "K\u2066im", "\ufe0f", " \u3000 "})
    void a_name_shows_something_and_turns_nothing_around(String name) {
        Reply reply = signUp(email, PASSWORD, name);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("name");
    }

    @Test
    void half_a_surrogate_pair_is_no_text_anywhere() {
        for (String field : List.of("email", "password", "name")) {
            Map<String, String> wish =
                    new java.util.HashMap<>(Map.of("email", email, "password", PASSWORD, "name", "Kim"));
            wish.put(field, wish.get(field) + "HALF");
            String body = tools.jackson.databind.json.JsonMapper.shared()
                    .writeValueAsString(wish)
                    .replace("HALF", "\\ud800");

            Reply reply = TicketShop.anybody().post("/api/v1/members", body);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("/errors/0/field")).isEqualTo(field);
        }
    }

    @Test
    void what_is_answered_is_what_is_stored_and_length_is_counted_in_code_points() {
        Reply joined = signUp(email, PASSWORD, "  Zoe\u0308\u200b ");
        Reply tickets = signUp("t" + email, PASSWORD, "\ud83c\udfab".repeat(100));
        Reply tooMany = signUp("u" + email, PASSWORD, "\ud83c\udfab".repeat(101));

        assertThat(joined.text("/name")).isEqualTo("Zo\u00eb");
        assertThat(TicketShop.value("select name from ticket.member where email = ?", email))
                .isEqualTo("Zo\u00eb");
        assertThat(tickets.status()).isEqualTo(201);
        assertThat(tooMany.text("/errors/0/field")).isEqualTo("name");
    }

    @Test
    void one_mailbox_is_one_account_whatever_its_form() {
        String local = OpaqueId.next();
        assertThat(signUp("zoe\u0308-" + local + "@m\u00fcnchen.example", PASSWORD, "Zoe")
                        .status())
                .isEqualTo(201);

        for (String same : List.of(
                "zo\u00eb-" + local + "@m\u00fcnchen.example",
                "ZO\u00cb-" + local + "@MU\u0308NCHEN.example.",
                "zo\u00eb-" + local + "@xn--mnchen-3ya.example",
                "zo\u00eb-" + local + "\uff20m\u00fcnchen.example")) {
            assertThat(signUp(same, "another password", "Lee").problem())
                    .as(same)
                    .isEqualTo("email-taken");
            assertThat(signIn(same, PASSWORD).status()).as(same).isEqualTo(200);
        }
    }

    @Test
    void accounts_of_before_are_brought_to_the_one_spelling() throws java.io.IOException {
        String local = OpaqueId.next();
        String old = "zoe\u0308-" + local + "@example.org.";
        String twin = "zo\u00eb-" + local + "@example.org";
        String other = OpaqueId.next();
        for (String[] row : List.of(
                new String[] {old, "2026-01-01"},
                new String[] {other + "e\u0301@example.org", "2026-01-02"},
                new String[] {other + "\u00e9@example.org", "2026-01-03"})) {
            TicketShop.change(
                    "insert into ticket.member (member_id, email, name, password_hash, role, created_at) "
                            + "values (?, ?, 'Zoe', 'x', 'FAN', ?::timestamptz)",
                    OpaqueId.next(),
                    row[0],
                    row[1]);
        }
        String script = new String(
                        java.util.Objects.requireNonNull(MembersTest.class.getResourceAsStream(
                                        "/db/ticket/V25__one_spelling_of_emails.sql"))
                                .readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll("\\bmember\\b(?!\\.)", "ticket.member")
                .replace("update ticket.member\nset", "update ticket.member member\nset");

        TicketShop.change(script);
        TicketShop.change(script);

        assertThat(TicketShop.value("select count(*) from ticket.member where email = ?", twin))
                .isEqualTo(1L);
        assertThat(TicketShop.value("select count(*) from ticket.member where email like ?", other + "%"))
                .isEqualTo(2L);
    }
}
