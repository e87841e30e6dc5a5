package io.onsale.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks the shop's HTTP, with every behaviour that a story must handle, chosen by the fan's token: {@code broken-stream},
 * {@code slow-hands} (the seats are gone the first time), {@code poor-card} (declined once), {@code late-bank} (the outcome is known only
 * later), {@code unlucky} (every request for a hold fails).
 */
final class ScriptedShop implements AutoCloseable {
    private static final Pattern SEAT = Pattern.compile("S-(\\d+)");

    private final HttpServer server;
    private final int seatsPerRow;
    private final int rows;
    private final Set<Integer> taken = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    private final Map<String, Integer> bought = new ConcurrentHashMap<>();
    final Set<String> unexpected = ConcurrentHashMap.newKeySet();
    final Set<String> left = ConcurrentHashMap.newKeySet();
    final AtomicInteger plansSent = new AtomicInteger();
    final AtomicInteger streamsOpened = new AtomicInteger();

    ScriptedShop(int rows, int seatsPerRow) throws IOException {
        this.rows = rows;
        this.seatsPerRow = seatsPerRow;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .replace("Bearer ", "");
            String path = exchange.getRequestURI().getPath();
            String route = exchange.getRequestMethod() + " " + path.replace("/api/v1", "");
            switch (route) {
                case "POST /sales/sale/places" -> send(exchange, 201, place("WAITING"));
                case "GET /sales/sale/places/me/events" -> stream(exchange, token);
                case "GET /sales/sale/places/me" -> send(exchange, 200, place(asked(token) < 2 ? "WAITING" : "READY"));
                case "POST /sales/sale/places/me/pass" -> send(exchange, 200, "{\"pass\":\"pass-" + token + "\"}");
                case "DELETE /sales/sale/places/me" -> leave(exchange, token);
                case "GET /performances/perf/plan" -> plan(exchange);
                case "GET /performances/perf/seats" ->
                    send(exchange, 200, "{\"version\":1,\"states\":\"" + states() + "\"}");
                case "POST /performances/perf/holds" -> hold(exchange, token, body);
                case "POST /bookings" -> book(exchange, token, body);
                case "POST /simulator/checkout" -> send(exchange, 200, "{\"paymentToken\":\"t\"}");
                case "GET /tickets" -> send(exchange, 200, tickets(token));
                default -> booking(exchange, route, token);
            }
        }
    }

    private void booking(HttpExchange exchange, String route, String token) throws IOException {
        if (route.equals("GET /bookings/b-" + token)) {
            send(exchange, 200, "{\"bookingId\":\"b-" + token + "\",\"status\":\"CONFIRMED\"}");
        } else if (!route.equals("POST /bookings/b-" + token + "/payment")) {
            unexpected.add(route);
            send(exchange, 404, "{}");
        } else if (token.startsWith("poor-card") && count("pay " + token) == 1) {
            send(exchange, 402, problem("payment-declined"));
        } else if (token.startsWith("late-bank")) {
            send(exchange, 202, "{\"bookingId\":\"b-" + token + "\",\"status\":\"PENDING\"}");
        } else {
            send(exchange, 200, "{\"bookingId\":\"b-" + token + "\",\"status\":\"CONFIRMED\"}");
        }
    }

    private int asked(String token) {
        return count("place " + token);
    }

    private int count(String what) {
        return tries.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    private static String place(String state) {
        return "{\"number\":1,\"state\":\"" + state + "\",\"ahead\":3,\"total\":9,\"eta\":null,\"pollAfterMs\":50}";
    }

    private void stream(HttpExchange exchange, String token) throws IOException {
        streamsOpened.incrementAndGet();
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        write(out, "retry: 2000\nid: 1\nevent: place\ndata: " + place("WAITING") + "\n\n");
        write(out, ": still here\n\n");
        if (!token.startsWith("broken-stream")) {
            write(out, "id: 2\nevent: ready\ndata: {\"claimBy\":\"2099-01-01T00:00:00Z\"}\n\n");
            awaitClosed(out);
        }
    }

    /** Like a real stream, it ends only when the fan leaves. */
    private static void awaitClosed(OutputStream out) {
        try {
            for (int i = 0; i < 200; i++) {
                Thread.sleep(20); // a server notices only by writing that its reader is gone
                write(out, ": still here\n\n");
            }
        } catch (IOException e) {
            // gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private void leave(HttpExchange exchange, String token) throws IOException {
        left.add(token);
        exchange.sendResponseHeaders(204, -1);
    }

    private void plan(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"v1\"");
        if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        plansSent.incrementAndGet();
        StringBuilder plan = new StringBuilder("{\"zones\":[{\"name\":\"Z\",\"rows\":[");
        for (int row = 0; row < rows; row++) {
            plan.append(row == 0 ? "" : ",").append("{\"name\":\"").append(row).append("\",\"seats\":[");
            for (int seat = 0; seat < seatsPerRow; seat++) {
                plan.append(seat == 0 ? "" : ",")
                        .append("{\"id\":\"S-")
                        .append(row * seatsPerRow + seat)
                        .append("\"}");
            }
            plan.append("]}");
        }
        send(exchange, 200, plan.append("]}]}").toString());
    }

    private String states() {
        byte[] packed = new byte[Math.ceilDiv(rows * seatsPerRow, 4)];
        taken.forEach(seat -> packed[seat / 4] |= (byte) (0b10 << 2 * (3 - seat % 4)));
        return Base64.getEncoder().encodeToString(packed);
    }

    private void hold(HttpExchange exchange, String token, String body) throws IOException {
        if (token.startsWith("unlucky")) {
            send(exchange, 503, problem("unavailable"));
            return;
        }
        List<Integer> wanted = SEAT.matcher(body)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
        boolean tooSlow = token.startsWith("slow-hands") && count("hold " + token) == 1;
        if (!("pass-" + token).equals(exchange.getRequestHeaders().getFirst("Pass"))) {
            send(exchange, 403, problem("pass-refused"));
        } else if (tooSlow || !take(wanted)) {
            send(exchange, 409, problem("seats-taken"));
        } else {
            bought.put(token, wanted.size());
            send(exchange, 201, "{\"holdId\":\"perf.h-" + token + "\",\"fence\":1}");
        }
    }

    private synchronized boolean take(List<Integer> wanted) {
        return wanted.stream().noneMatch(taken::contains) && taken.addAll(wanted);
    }

    private static void book(HttpExchange exchange, String token, String body) throws IOException {
        Matcher hold = Pattern.compile("perf\\.h-" + Pattern.quote(token)).matcher(body);
        boolean keyed = exchange.getRequestHeaders().getFirst("Idempotency-Key") != null;
        send(
                exchange,
                hold.find() && keyed ? 201 : 400,
                "{\"bookingId\":\"b-" + token + "\",\"status\":\"PENDING\",\"payment\":{\"paymentId\":\"p\"}}");
    }

    private String tickets(String token) {
        StringBuilder tickets =
                new StringBuilder("{\"tickets\":[{\"ticketId\":\"old\",\"bookingId\":\"of-another-evening\"}");
        for (int i = 0; i < bought.getOrDefault(token, 0); i++) {
            tickets.append(",{\"ticketId\":\"")
                    .append(i)
                    .append("\",\"bookingId\":\"b-")
                    .append(token)
                    .append("\"}");
        }
        return tickets.append("]}").toString();
    }

    private static String problem(String slug) {
        return "{\"type\":\"urn:onsale:problem:" + slug + "\"}";
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
