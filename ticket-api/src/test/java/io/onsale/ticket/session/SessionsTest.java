package io.onsale.ticket.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SessionsTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String SESSIONS = "/api/v1/sessions";
    private static final String CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            + "Chrome/126.0.0.0 Mobile Safari/537.36";

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final Http http = TicketShop.anybody().at("127.0.1." + ADDRESSES.incrementAndGet());
    private final String email = OpaqueId.next() + "@tests.onsale";

    @BeforeEach
    void signUp() {
        Reply joined = http.post("/api/v1/members", Map.of("email", email, "password", PASSWORD, "name", "Kim"));
        assertThat(joined.status()).isEqualTo(201);
    }

    private Reply call(String method, String path, Map<String, String> headers) {
        return http.call(method, path, null, headers);
    }

    private Reply signIn(Map<String, String> headers) {
        return http.call("POST", SESSIONS, Map.of("email", email, "password", PASSWORD, "cookie", true), headers);
    }

    /** Signs in with a cookie; what the browser sends from now on. */
    private Map<String, String> browser() {
        return cookieOf(signIn(Map.of("User-Agent", CHROME)));
    }

    private static Map<String, String> cookieOf(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        return Map.of("Cookie", setCookie(reply).replaceFirst(";.*", ""));
    }

    private static String setCookie(Reply reply) {
        return reply.whole().headers().firstValue("Set-Cookie").orElse("");
    }

    private Reply renew(Map<String, String> browser) {
        return call("POST", SESSIONS + "/renewal", browser);
    }

    private static Map<String, String> bearer(Reply signedIn) {
        return Map.of("Authorization", "Bearer " + signedIn.text("/accessToken"));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    private static void usedLongAgo(Map<String, String> browser) {
        String token = browser.getOrDefault("Cookie", "").replace("onsale_session=", "");
        int changed = TicketShop.change(
                "update ticket.refresh_token set used_at = used_at - interval '21 seconds' where token_hash = ?",
                Sha256.of(token));
        assertThat(changed).isEqualTo(1);
    }

    @Test
    void a_page_gets_its_refresh_token_in_a_cookie_that_no_script_and_no_other_path_sees() {
        Reply in = signIn(Map.of());

        assertThat(in.json().path("refreshToken").isNull()).isTrue();
        assertThat(in.text("/accessToken")).isNotEmpty();
        assertThat(setCookie(in))
                .matches("onsale_session=[0-9a-z]{26}; Path=/api/v1/sessions; Max-Age=1209600; Expires=[^;]+; "
                        + "HttpOnly; SameSite=Strict");
        assertThat(in.whole().headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(in.whole().headers().map()).doesNotContainKey("access-control-allow-credentials");
    }

    @Test
    void renewal_answers_a_new_access_token_and_a_new_cookie() {
        Map<String, String> browser = browser();

        Reply renewed = renew(browser);

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.json().path("expiresIn").asLong()).isEqualTo(7200);
        assertThat(renewed.json().path("refreshToken").isNull()).isTrue();
        assertThat(cookieOf(renewed)).isNotEqualTo(browser);
        assertThat(call("GET", "/api/v1/bookings", bearer(renewed)).status()).isEqualTo(200);
        assertThat(renew(cookieOf(renewed)).status()).isEqualTo(200);
    }

    @Test
    void a_browser_without_a_session_is_told_so_and_forgets_its_cookie() {
        for (Map<String, String> none : List.of(
                Map.<String, String>of(),
                Map.of("Cookie", "onsale_session=" + OpaqueId.next()),
                Map.of("Cookie", "onsale_session=<>"))) {
            Reply refused = renew(none);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.problem()).isEqualTo("unauthenticated");
            assertThat(setCookie(refused)).startsWith("onsale_session=; Path=/api/v1/sessions; Max-Age=0;");
        }
    }

    @Test
    void a_token_whose_answer_was_lost_can_be_exchanged_again_and_a_late_second_use_ends_the_session() {
        Map<String, String> browser = browser();
        Map<String, String> lost = cookieOf(renew(browser));
        Map<String, String> next = cookieOf(renew(browser));

        assertThat(next).isNotEqualTo(lost);
        assertThat(renew(next).status()).isEqualTo(200);
        assertThat(renew(lost).status()).isEqualTo(200);

        usedLongAgo(browser);
        assertThat(renew(browser).status()).isEqualTo(401);
        assertThat(renew(next).status()).isEqualTo(401);
    }

    @Test
    void many_tabs_may_renew_at_once() throws Exception {
        Map<String, String> browser = browser();
        try (ExecutorService tabs = Executors.newFixedThreadPool(50)) {
            List<CompletableFuture<Reply>> renewals = IntStream.range(0, 50)
                    .mapToObj(tab -> CompletableFuture.supplyAsync(() -> renew(browser), tabs))
                    .toList();

            List<Map<String, String>> cookies = new ArrayList<>();
            for (CompletableFuture<Reply> renewal : renewals) {
                cookies.add(cookieOf(renewal.get()));
            }

            assertThat(cookies).doesNotHaveDuplicates();
            assertThat(renew(cookies.getFirst()).status()).isEqualTo(200);
            assertThat(renew(cookies.getLast()).status()).isEqualTo(200);
        }
        Reply list = call("GET", SESSIONS, with(bearer(renew(browser)), browser));
        assertThat(list.json().path("sessions")).hasSize(1);
    }

    @Test
    void of_fifty_late_uses_of_an_old_token_none_gets_in() throws Exception {
        Map<String, String> browser = browser();
        Map<String, String> next = cookieOf(renew(browser));
        usedLongAgo(browser);
        try (ExecutorService thieves = Executors.newFixedThreadPool(50)) {
            List<CompletableFuture<Reply>> all = IntStream.range(0, 50)
                    .mapToObj(thief -> CompletableFuture.supplyAsync(() -> renew(browser), thieves))
                    .toList();
            for (CompletableFuture<Reply> one : all) {
                assertThat(one.get().status()).isEqualTo(401);
            }
        }
        assertThat(renew(next).status()).isEqualTo(401);
    }

    @Test
    void a_session_keeps_two_hundred_tokens_at_most() {
        Map<String, String> browser = browser();
        String session = String.valueOf(TicketShop.value(
                "select s.session_id from ticket.session s join ticket.member m using (member_id) where email = ?",
                email));
        TicketShop.change(
                "insert into ticket.refresh_token (token_hash, member_id, family, issued_at, expires_at, used_at) "
                        + "select sha256(?::bytea || n::text::bytea), member_id, family, issued_at - n * interval '1 minute', "
                        + "expires_at, now() from ticket.refresh_token, generate_series(1, 300) n where family = ?",
                session.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                session);

        assertThat(renew(browser).status()).isEqualTo(200);

        assertThat(TicketShop.value("select count(*) from ticket.refresh_token where family = ?", session))
                .isEqualTo(200L);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Origin, http://127.0.0.1.evil.example",
    })
    void pages_of_other_sites_can_neither_renew_nor_sign_in_nor_out(String header, String value) {
        Map<String, String> browser = browser();
        Map<String, String> elsewhere = with(browser, Map.of(header, value));

        for (Reply refused :
                List.of(renew(elsewhere), call("DELETE", SESSIONS + "/current", elsewhere), signIn(elsewhere))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.problem()).isEqualTo("cross-site-refused");
            assertThat(setCookie(refused)).isEmpty();
        }
        assertThat(renew(browser).status()).isEqualTo(200);
    }

    @Test
    void our_own_pages_say_where_they_come_from() {
        URI own = URI.create(TicketShop.base());
        Map<String, String> page = Map.of("Sec-Fetch-Site", "same-origin", "Origin", own.toString());

        assertThat(renew(with(browser(), page)).status()).isEqualTo(200);
    }

    @Test
    void the_cookie_is_secure_if_the_client_came_by_https() {
        try (var node = TicketShop.anotherNode("--server.forward-headers-strategy=native")) {
            String address = "http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port");
            Reply in = TicketShop.anybody(address)
                    .call(
                            "POST",
                            SESSIONS,
                            Map.of("email", email, "password", PASSWORD, "cookie", true),
                            Map.of("X-Forwarded-Proto", "https"));

            assertThat(setCookie(in)).contains("; Secure; HttpOnly;");
        }
        Reply direct = signIn(Map.of("X-Forwarded-Proto", "https")); // no proxy is trusted here
        assertThat(setCookie(direct)).doesNotContain("Secure");
    }

    @Test
    void signing_out_ends_the_session_of_this_browser_only() {
        Map<String, String> phone = browser();
        Map<String, String> laptop = browser();

        Reply out = call("DELETE", SESSIONS + "/current", phone);

        assertThat(out.status()).isEqualTo(204);
        assertThat(setCookie(out)).contains("Max-Age=0");
        assertThat(renew(phone).status()).isEqualTo(401);
        assertThat(renew(laptop).status()).isEqualTo(200);
        assertThat(call("DELETE", SESSIONS + "/current", phone).status()).isEqualTo(204);
        assertThat(call("DELETE", SESSIONS + "/current", Map.of()).status()).isEqualTo(204);
    }

    @Test
    void a_member_sees_its_sessions_and_ends_them_one_by_one_or_all_but_this() {
        Map<String, String> phone = browser();
        Reply signedIn = http.call(
                "POST", SESSIONS, Map.of("email", email, "password", PASSWORD), Map.of("User-Agent", "curl/8"));
        Map<String, String> third = browser();
        Map<String, String> own = bearer(signedIn);

        JsonNode listed = call("GET", SESSIONS, with(own, phone)).json().path("sessions");
        assertThat(listed).hasSize(3);
        assertThat(listed)
                .filteredOn(session -> session.path("current").asBoolean())
                .singleElement()
                .satisfies(
                        session -> assertThat(session.path("device").asString()).isEqualTo("Chrome on Android"));
        assertThat(listed)
                .filteredOn(session -> session.path("device").asString().equals("curl"))
                .singleElement()
                .satisfies(session ->
                        assertThat(session.path("sessionId").asString()).isEqualTo(signedIn.text("/sessionId")));

        assertThat(call("DELETE", SESSIONS + "/" + signedIn.text("/sessionId"), own)
                        .status())
                .isEqualTo(204);
        assertThat(call("DELETE", SESSIONS + "/" + signedIn.text("/sessionId"), own)
                        .problem())
                .isEqualTo("not-found");
        assertThat(http.post(SESSIONS, Map.of("refreshToken", signedIn.text("/refreshToken")))
                        .status())
                .isEqualTo(401);

        assertThat(call("DELETE", SESSIONS, with(own, phone)).status()).isEqualTo(204);
        assertThat(renew(third).status()).isEqualTo(401);
        assertThat(renew(phone).status()).isEqualTo(200);
    }

    @Test
    void nobody_sees_or_ends_sessions_of_others() {
        Map<String, String> browser = browser();
        Reply mine = renew(browser);
        Map<String, String> stranger = Map.of("Authorization", "Bearer " + TicketShop.token(OpaqueId.next(), Role.FAN));

        assertThat(call("GET", SESSIONS, with(stranger, browser)).json().path("sessions"))
                .isEmpty();
        assertThat(call("DELETE", SESSIONS + "/" + mine.text("/sessionId"), stranger)
                        .status())
                .isEqualTo(404);
        assertThat(call("DELETE", SESSIONS, stranger).status()).isEqualTo(204);
        assertThat(renew(browser).status()).isEqualTo(200);
        for (String path : List.of(SESSIONS, "/api/v1/members/me")) {
            assertThat(call("GET", path, browser).status()).as(path).isEqualTo(401); // a cookie is no access token
        }
    }

    @Test
    void the_fifty_first_session_ends_the_one_that_was_not_used_for_the_longest_time() {
        Map<String, String> oldest = browser();
        Map<String, String> second = browser();
        String member = String.valueOf(TicketShop.value("select member_id from ticket.member where email = ?", email));
        TicketShop.change(
                "insert into ticket.session (session_id, member_id, device, started_at, last_used_at, expires_at) "
                        + "select ? || n, ?, 'Test', now(), now(), now() + interval '1 day' from generate_series(1, 48) n",
                OpaqueId.next(),
                member);

        assertThat(renew(second).status()).isEqualTo(200);
        browser();

        assertThat(renew(oldest).status()).isEqualTo(401);
        assertThat(TicketShop.value("select count(*) from ticket.session where member_id = ?", member))
                .isEqualTo(50L);
    }

    @Test
    void a_code_signs_in_a_second_device_once() {
        Map<String, String> own = bearer(signIn(Map.of()));
        Reply code = call("POST", SESSIONS + "/handover", own);
        assertThat(code.status()).isEqualTo(200);
        Map<String, Object> wish = Map.of("handoverCode", code.text("/code"), "cookie", true);

        Reply second = http.call("POST", SESSIONS, wish, Map.of("User-Agent", CHROME));

        assertThat(second.status()).isEqualTo(200);
        assertThat(renew(cookieOf(second)).status()).isEqualTo(200);
        assertThat(call("GET", "/api/v1/members/me", bearer(second)).text("/email"))
                .isEqualTo(email);
        Reply again = http.call("POST", SESSIONS, wish, Map.of());
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.problem()).isEqualTo("handover-refused");
    }

    @Test
    void of_fifty_devices_with_one_code_one_gets_in() throws Exception {
        String code =
                call("POST", SESSIONS + "/handover", bearer(signIn(Map.of()))).text("/code");
        try (ExecutorService devices = Executors.newFixedThreadPool(50)) {
            List<CompletableFuture<Reply>> all = IntStream.range(0, 50)
                    .mapToObj(device -> CompletableFuture.supplyAsync(
                            () -> http.post(SESSIONS, Map.of("handoverCode", code)), devices))
                    .toList();
            int in = 0;
            for (CompletableFuture<Reply> one : all) {
                in += one.get().status() == 200 ? 1 : 0;
            }
            assertThat(in).isEqualTo(1);
        }
    }

    @Test
    void a_code_is_good_for_a_minute_for_fans_and_only_the_newest() {
        Map<String, String> own = bearer(signIn(Map.of()));
        String older = call("POST", SESSIONS + "/handover", own).text("/code");
        String newer = call("POST", SESSIONS + "/handover", own).text("/code");
        assertThat(http.post(SESSIONS, Map.of("handoverCode", older)).problem()).isEqualTo("handover-refused");
        TicketShop.change(
                "update ticket.handover set expires_at = expires_at - interval '61 seconds' where code_hash = ?",
                Sha256.of(newer));
        assertThat(http.post(SESSIONS, Map.of("handoverCode", newer)).problem()).isEqualTo("handover-refused");

        assertThat(TicketShop.as("seller", Role.SELLER)
                        .call("POST", SESSIONS + "/handover", null, Map.of())
                        .problem())
                .isEqualTo("forbidden");
        assertThat(TicketShop.newFan()
                        .http()
                        .call("POST", SESSIONS + "/handover", null, Map.of())
                        .problem())
                .isEqualTo("not-found");
        List<Integer> many = IntStream.range(0, 6)
                .mapToObj(i -> call("POST", SESSIONS + "/handover", own).status())
                .toList();
        assertThat(many).contains(429);
    }

    @Test
    void a_new_password_ends_all_sessions_and_begins_one() {
        Map<String, String> other = browser();
        Reply mine = signIn(Map.of());
        Map<String, Object> wish =
                Map.of("currentPassword", PASSWORD, "newPassword", "another password", "cookie", true);

        Reply changed = http.call("POST", "/api/v1/members/me/password", wish, bearer(mine));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(renew(cookieOf(changed)).status()).isEqualTo(200);
        assertThat(renew(other).status()).isEqualTo(401);
        assertThat(renew(cookieOf(mine)).status()).isEqualTo(401);
        assertThat(signIn(Map.of()).status()).isEqualTo(401);
        assertThat(http.post(SESSIONS, Map.of("email", email, "password", "another password"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void guesses_at_the_current_password_are_limited_like_sign_ins() {
        Map<String, String> own = bearer(signIn(Map.of()));
        List<Reply> guesses = IntStream.range(0, 15)
                .mapToObj(i -> http.call(
                        "POST",
                        "/api/v1/members/me/password",
                        Map.of("currentPassword", "wrong " + i, "newPassword", "another password"),
                        own))
                .toList();

        assertThat(guesses.getFirst().text("/errors/0/field")).isEqualTo("currentPassword");
        assertThat(guesses.getLast().status()).isEqualTo(429);
        assertThat(guesses.getLast().whole().headers().firstValue("Retry-After"))
                .isPresent();
    }

    @Test
    void fields_that_nobody_asked_for_are_refused() {
        Map<String, String> own = bearer(signIn(Map.of()));
        assertThat(http.post(SESSIONS, Map.of("email", email, "password", PASSWORD, "role", "MANAGER"))
                        .status())
                .isEqualTo(400);
        assertThat(http.call(
                                "POST",
                                "/api/v1/members/me/password",
                                Map.of("currentPassword", PASSWORD, "newPassword", "another password", "memberId", "x"),
                                own)
                        .status())
                .isEqualTo(400);
        assertThat(http.post(SESSIONS, Map.of("refreshToken", OpaqueId.next(), "cookie", true))
                        .status())
                .isEqualTo(400);
    }
}
