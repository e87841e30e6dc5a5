package io.onsale.ticket.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.gate.OpenGate.Shown;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CountsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OpenGate gate = new OpenGate();

    @Test
    void counts_say_who_is_in_by_gate() {
        Shown one = gate.newTicket();
        Shown two = gate.newTicket();
        Shown three = gate.newTicket();
        String undone = OpaqueId.next();
        gate.scan(one.code());
        gate.send("South", List.of(OpenGate.online(undone, two.code())));
        gate.send("South", List.of(OpenGate.online(OpaqueId.next(), one.code())));
        gate.send("South", List.of(OpenGate.online(OpaqueId.next(), three.code())));
        gate.undo(undone);

        JsonNode counts = gate.get("/counts").json();

        assertThat(counts.path("admitted").asLong()).isEqualTo(2);
        assertThat(counts.path("expected").asLong()).isEqualTo(3);
        assertThat(counts.path("refused").asLong()).isEqualTo(1);
        assertThat(counts.path("undone").asLong()).isEqualTo(1);
        assertThat(counts.path("duplicates").asLong()).isZero();
        assertThat(counts.path("byGate").findValuesAsString("gate")).containsExactly("North", "South");
        assertThat(counts.at("/byGate/1/admitted").asLong()).isEqualTo(1);
        assertThat(counts.at("/byGate/1/refused").asLong()).isEqualTo(1);
        JsonNode listed = gate.get("").json();
        assertThat(listed.at("/performance/tickets").asLong()).isEqualTo(3);
        assertThat(listed.at("/performance/used").asLong()).isEqualTo(2);
    }

    @Test
    void the_stream_shows_a_scan_as_it_happens() throws Exception {
        Shown ticket = gate.newTicket();
        HttpResponse<java.io.InputStream> stream = open(gate.path, Role.SELLER, gate.evening.sellerId());
        try (BufferedReader events = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(next(events).path("admitted").asLong()).isZero();

            gate.scan(ticket.code());

            JsonNode counts = next(events);
            while (counts.path("admitted").asLong() == 0) {
                counts = next(events);
            }
            assertThat(counts.at("/byGate/0/gate").asString()).isEqualTo("North");
        }
    }

    @Test
    void streams_of_others_do_not_exist() throws Exception {
        assertThat(open(gate.path, Role.SELLER, "somebody").statusCode()).isEqualTo(404);
        assertThat(open(gate.path, Role.FAN, "somebody").statusCode()).isEqualTo(403);
    }

    private static HttpResponse<java.io.InputStream> open(String path, Role role, String member) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(TicketShop.base() + path + "/counts/events"))
                .header("Authorization", "Bearer " + TicketShop.token(member, role))
                .header("Accept", "text/event-stream")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    }

    private static JsonNode next(BufferedReader events) throws Exception {
        String line = events.readLine();
        boolean isCounts = false;
        while (line != null) {
            isCounts |= line.equals("event:counts");
            if (isCounts && line.startsWith("data:")) {
                return JSON.readTree(line.substring("data:".length()));
            }
            line = events.readLine();
        }
        throw new AssertionError("the stream has ended");
    }
}
