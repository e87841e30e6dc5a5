package io.onsale.ticket.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
    private static final String BASE = "/api/v1/admin/bookings";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Evening evening = TicketShop.newEvening();
    private final Http seller = TicketShop.sellerOf(evening);
    private final Http manager = TicketShop.as(OpaqueId.next(), Role.MANAGER);
    private final Fan fan = TicketShop.newFan();

    private String paid(int seats) {
        String booking = TicketShop.newBooking(fan, evening, seats);
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);
        return booking;
    }

    private static void register(Fan fan, String name, String email) {
        TicketShop.change(
                "insert into ticket.member (member_id, email, name, password_hash, role, created_at) values (?, ?, ?, 'x', 'FAN', now())",
                fan.id(),
                email,
                name);
    }

    private static List<String> ids(Reply page) {
        List<String> ids = new ArrayList<>();
        page.json()
                .path("bookings")
                .forEach(order -> ids.add(order.path("bookingId").asString()));
        return ids;
    }

    @Test
    void a_seller_sees_who_booked_what_and_how_the_money_stands() {
        String email = OpaqueId.next() + "@example.com";
        register(fan, "Kim Ha-neul", email);
        String booking = paid(2);

        Reply page = seller.get(BASE + "?saleId=" + evening.saleId());

        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(ids(page)).containsExactly(booking);
        assertThat(page.text("/bookings/0/status")).isEqualTo("CONFIRMED");
        assertThat(page.text("/bookings/0/paymentState")).isEqualTo("PAID");
        assertThat(page.json().at("/bookings/0/total/amount").asLong()).isEqualTo(330_000);
        assertThat(page.json().at("/bookings/0/attempts").asInt()).isEqualTo(1);
        assertThat(page.json().at("/bookings/0/seats")).hasSize(2);
        assertThat(page.text("/bookings/0/fan/name")).isEqualTo("Kim Ha-neul");
        assertThat(page.text("/bookings/0/fan/email")).isEqualTo(email.charAt(0) + "***@example.com");
        assertThat(manager.get(BASE + "?eventId=" + evening.eventId()).text("/bookings/0/fan/email"))
                .isEqualTo(email);
    }

    @Test
    void orders_are_found_by_booking_fan_address_and_beginning_of_the_name() {
        String name = "Zoë " + OpaqueId.next();
        String email = OpaqueId.next() + "@example.com";
        register(fan, name, email);
        String booking = paid(1);
        TicketShop.newBooking(TicketShop.newFan(), evening, 1);

        for (String words : List.of(booking, fan.id(), email.toUpperCase(Locale.ROOT), name.substring(0, 20))) {
            String q = "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
            assertThat(ids(seller.get(BASE + "?" + q))).as(words).containsExactly(booking);
            assertThat(ids(seller.get(BASE + "?saleId=" + evening.saleId() + "&" + q)))
                    .as(words)
                    .containsExactly(booking);
        }
        assertThat(ids(seller.get(BASE + "?q=Zo%25"))).isEmpty();
        assertThat(ids(TicketShop.as(OpaqueId.next(), Role.SELLER).get(BASE + "?q=" + booking)))
                .isEmpty();
    }

    @Test
    void pages_show_each_order_once_and_only_those_of_the_status() {
        String paid = paid(1);
        List<String> pending =
                List.of(TicketShop.newBooking(fan, evening, 1), TicketShop.newBooking(TicketShop.newFan(), evening, 1));

        Reply first = seller.get(BASE + "?limit=2&saleId=" + evening.saleId());
        Reply second = seller.get(BASE + "?limit=2&saleId=" + evening.saleId() + "&after=" + first.text("/next"));
        Reply some = seller.get(BASE + "?status=PENDING&saleId=" + evening.saleId());

        assertThat(ids(first)).containsExactlyElementsOf(pending.reversed());
        assertThat(ids(second)).containsExactly(paid);
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(ids(some)).containsExactlyElementsOf(pending.reversed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?saleId=%s", "/figures?saleId=%s", "/export?saleId=%s", "/events?saleId=%s"})
    void other_sellers_find_nothing_and_fans_may_not_ask(String path) {
        String asked = BASE + path.formatted(evening.saleId());

        assertThat(TicketShop.as(OpaqueId.next(), Role.SELLER).get(asked).problem())
                .isEqualTo("not-found");
        assertThat(fan.http().get(asked).problem()).isEqualTo("forbidden");
        assertThat(TicketShop.as(OpaqueId.next(), Role.GATE).get(asked).problem())
                .isEqualTo("forbidden");
    }

    @Test
    void one_order_has_its_attempts_and_refunds() {
        String booking = TicketShop.newBooking(fan, evening, 1);
        TicketShop.pay(fan, booking, "declined");
        TicketShop.pay(fan, booking, "ok");
        fan.http().post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "ill"));

        Reply order = seller.get(BASE + "/" + booking);

        assertThat(order.text("/order/status")).as(order.body()).isEqualTo("CANCELLED");
        assertThat(order.text("/attempts/0/state")).isEqualTo("DECLINED");
        assertThat(order.text("/attempts/0/reason")).isNotBlank();
        assertThat(order.text("/attempts/1/state")).isEqualTo("PAID");
        assertThat(order.text("/refunds/0/reason")).isEqualTo("ill");
        assertThat(order.json().at("/refunds/0/amount/amount").asLong()).isEqualTo(165_000);
        assertThat(TicketShop.as(OpaqueId.next(), Role.SELLER)
                        .get(BASE + "/" + booking)
                        .problem())
                .isEqualTo("not-found");
    }

    @Test
    void figures_count_exactly() {
        paid(2);
        String back = paid(1);
        fan.http().post("/api/v1/bookings/" + back + "/cancellation", Map.of("reason", "ill"));
        Fan other = TicketShop.newFan();
        String declined = TicketShop.newBooking(other, evening, 1);
        TicketShop.pay(other, declined, "declined");

        Reply figures = seller.get(BASE + "/figures?saleId=" + evening.saleId());

        assertThat(figures.json().path("confirmed").asInt()).as(figures.body()).isEqualTo(1);
        assertThat(figures.json().path("cancelled").asInt()).isEqualTo(1);
        assertThat(figures.json().path("pending").asInt()).isEqualTo(1);
        assertThat(figures.json().path("tickets").asInt()).isEqualTo(2);
        assertThat(figures.json().path("declined").asInt()).isEqualTo(1);
        assertThat(figures.json().at("/captured/amount").asLong()).isEqualTo(3 * 165_000);
        assertThat(figures.json().at("/refunded/amount").asLong()).isEqualTo(165_000);
    }

    @Test
    void the_export_has_every_order_no_formula_and_an_end() {
        register(fan, "=HYPERLINK(\"http://evil\")", OpaqueId.next() + "@example.com");
        String first = paid(2);
        String second = TicketShop.newBooking(TicketShop.newFan(), evening, 1);

        Reply file = seller.get(BASE + "/export?saleId=" + evening.saleId());

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.whole().headers().firstValue("Content-Type").orElse("")).isEqualTo("text/csv;charset=utf-8");
        List<String> lines = file.body().lines().toList();
        assertThat(lines.getFirst()).startsWith("\uFEFFbookingId,placedAt,status");
        assertThat(lines.get(1)).startsWith(first).contains("\"'=HYPERLINK(\"\"http://evil\"\")\"");
        assertThat(lines.get(2)).startsWith(second);
        assertThat(lines.getLast()).isEqualTo("END,2");
        assertThat(seller.get(BASE + "/export?saleId=" + evening.saleId()).status())
                .isEqualTo(200); // the permit came back
    }

    @Test
    void what_happens_is_streamed_and_resumed() throws Exception {
        String before = paid(1);
        String lastId;
        try (Listener listener = listen(Map.of())) {
            listener.awaitLine("event:figures");
            String later = TicketShop.newBooking(TicketShop.newFan(), evening, 1);

            String told = listener.awaitData("\"bookingId\":\"" + later + "\"");

            assertThat(told).contains("\"status\":\"PENDING\"");
            assertThat(listener.awaitData("\"pending\":1")).contains("\"confirmed\":1");
            lastId = listener.lastId();
        }
        String missed = TicketShop.newBooking(TicketShop.newFan(), evening, 1);
        try (Listener listener = listen(Map.of("Last-Event-ID", lastId))) {
            assertThat(listener.awaitData("\"bookingId\":\"" + missed + "\"")).contains("PENDING");
        }
        try (Listener listener = listen(Map.of())) {
            listener.awaitLine("event:figures");
            fan.http().post("/api/v1/bookings/" + before + "/cancellation", Map.of("reason", "ill"));

            assertThat(listener.awaitData("\"bookingId\":\"" + before + "\"")).contains("\"status\":\"CANCELLED\"");
        }
    }

    private Listener listen(Map<String, String> headers) {
        return new Listener(seller.lines(BASE + "/events?saleId=" + evening.saleId(), headers));
    }

    /** Collects the lines of a stream. */
    private static final class Listener implements AutoCloseable {
        private final Stream<String> lines;
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private volatile String lastId = "";

        Listener(Stream<String> lines) {
            this.lines = lines;
            Thread.ofVirtual().start(() -> {
                try {
                    lines.forEach(queue::add);
                } catch (RuntimeException e) {
                    queue.add("closed"); // by the test
                }
            });
        }

        String awaitLine(String part) throws InterruptedException {
            while (true) {
                String line = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(line).as("a line with " + part).isNotNull();
                if (line.startsWith("id:")) {
                    lastId = line.substring(3);
                }
                if (line.contains(part)) {
                    return line;
                }
            }
        }

        String awaitData(String part) throws InterruptedException {
            return awaitLine(part);
        }

        String lastId() {
            return lastId;
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
