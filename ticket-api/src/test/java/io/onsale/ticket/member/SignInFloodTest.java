package io.onsale.ticket.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Floods of wrong sign-ins against the real hashing; each test uses its own loopback address. */
class SignInFloodTest {
    private static final String PASSWORD = "correct horse battery";

    private final String email = OpaqueId.next() + "@tests.onsale";

    /** A client at another address. */
    private static final class Neighbour {
        private final HttpClient client;

        Neighbour(String address) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.ofLiteral(address))
                    .build();
        }

        CompletableFuture<HttpResponse<String>> signIn(String email, String password) {
            return post("/api/v1/sessions", Map.of("email", email, "password", password));
        }

        CompletableFuture<HttpResponse<String>> signUp(String email) {
            return post("/api/v1/members", Map.of("email", email, "password", PASSWORD, "name", "Kim"));
        }

        private CompletableFuture<HttpResponse<String>> post(String path, Object body) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(TicketShop.base() + path))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", OpaqueId.next())
                    .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                    .build();
            return client.sendAsync(request, BodyHandlers.ofString());
        }
    }

    private static Reply signUp(String email) {
        return TicketShop.anybody()
                .post("/api/v1/members", Map.of("email", email, "password", PASSWORD, "name", "Kim"));
    }

    private static Reply signIn(String email, String password) {
        return TicketShop.anybody().post("/api/v1/sessions", Map.of("email", email, "password", password));
    }

    private static long count(List<HttpResponse<String>> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    @Test
    void two_hundred_wrong_sign_ins_at_once_stop_neither_other_addresses_nor_the_fans_of_the_same() {
        Neighbour shared = new Neighbour("127.0.0.3");
        assertThat(signUp(email).status()).isEqualTo(201);
        assertThat(signUp("b" + email).status()).isEqualTo(201); // never seen at the shared address

        List<CompletableFuture<HttpResponse<String>>> flood = IntStream.range(0, 200)
                .mapToObj(i -> shared.signIn("guess" + i + email, "wrong password"))
                .toList();
        for (int i = 0; i < 3; i++) {
            assertThat(signIn(email, PASSWORD).status()).isEqualTo(200);
            assertThat(shared.signIn("b" + email, PASSWORD).join().statusCode()).isEqualTo(200);
        }

        List<HttpResponse<String>> answers =
                flood.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(HttpResponse::statusCode).allMatch(status -> status == 401 || status == 429);
        assertThat(count(answers, 429)).isGreaterThan(60); // the rest was never hashed
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 429).allSatisfy(answer -> {
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isPositive();
            assertThat(answer.body()).contains("too-many-requests");
        });
    }

    @Test
    void guesses_at_one_account_are_bounded_and_its_owner_gets_in_at_home() {
        Neighbour thief = new Neighbour("127.0.0.4");
        assertThat(signUp(email).status()).isEqualTo(201);

        List<HttpResponse<String>> guesses = IntStream.range(0, 40)
                .mapToObj(i -> thief.signIn(email, "wrong password " + i).join())
                .toList();

        assertThat(count(guesses, 401)).isBetween(10L, 12L);
        assertThat(count(guesses, 429)).isEqualTo(40 - count(guesses, 401));
        assertThat(signIn(email, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void sign_ups_from_one_address_are_bounded_before_they_are_hashed() {
        Neighbour robot = new Neighbour("127.0.0.5");

        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 250)
                .mapToObj(i -> robot.signUp("robot" + i + email))
                .toList();
        assertThat(signUp("c" + email).status()).isEqualTo(201);

        List<HttpResponse<String>> answers =
                all.stream().map(CompletableFuture::join).toList();
        assertThat(count(answers, 429)).isPositive();
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent());
    }

    @Test
    void made_up_refresh_tokens_are_bounded_and_good_ones_of_others_are_not() {
        Neighbour robot = new Neighbour("127.0.0.6");
        assertThat(signUp(email).status()).isEqualTo(201);
        String token = signIn(email, PASSWORD).text("/refreshToken");

        List<HttpResponse<String>> answers = IntStream.range(0, 200)
                .mapToObj(i -> robot.post("/api/v1/sessions", Map.of("refreshToken", "made-up-" + i)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(count(answers, 401)).isGreaterThanOrEqualTo(60);
        assertThat(count(answers, 429)).isPositive();
        assertThat(TicketShop.anybody()
                        .post("/api/v1/sessions", Map.of("refreshToken", token))
                        .status())
                .isEqualTo(200);
    }
}
