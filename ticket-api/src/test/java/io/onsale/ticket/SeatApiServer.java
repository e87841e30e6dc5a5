package io.onsale.ticket;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.PerformanceId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** seat-api's internal routes, over real HTTP, with holds that a test sets up. */
public final class SeatApiServer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What happens when a hold is reserved. */
    public enum Behaviour {
        RESERVES,
        EXPIRED,
        TAKEN,
        LIMITED,
        /** Fails the first time, without reserving. */
        FAILS_ONCE,
        /** Reserves, but the first response is never sent. */
        SILENT_ONCE,
        /** Reserves, but the first response is lost and the second is a refusal: from another node, or another Redis. */
        REFUSES_ITS_OWN
    }

    /** The place of the pass with which every hold was made. */
    public static final String PLACE_SINCE = "2026-01-01T10:00:00.123Z";

    private record Seat(String seatId, String label, String grade) {}

    private record Hold(String fanId, List<Seat> seats, Behaviour behaviour, AtomicInteger calls) {}

    private record Reservation(String id, String bookingId) {}

    private final Map<String, Hold> holds = new ConcurrentHashMap<>();
    private final Map<String, Reservation> reservations = new ConcurrentHashMap<>();
    private final Queue<String> released = new ConcurrentLinkedQueue<>();
    private final DisposableServer server;

    SeatApiServer() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .route(routes -> routes.post(
                                "/api/v1/performances/{performance}/holds/{hold}/reservation", this::reserve)
                        .delete("/api/v1/performances/{performance}/reservations/{reservation}", this::release))
                .bindNow();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** A hold of {@code count} new seats of {@code grade}. */
    public String hold(String performanceId, String fanId, String grade, int count) {
        return hold(performanceId, fanId, grade, count, Behaviour.RESERVES);
    }

    public String hold(String performanceId, String fanId, String grade, int count, Behaviour behaviour) {
        String hold = HoldId.nextFor(new PerformanceId(performanceId)).value();
        List<Seat> seats = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> new Seat(OpaqueId.next(), "Row 1 seat " + i, grade))
                .toList();
        holds.put(hold, new Hold(fanId, seats, behaviour, new AtomicInteger()));
        return hold;
    }

    /** How often a reservation of the hold was requested. */
    public int calls(String hold) {
        return find(hold).calls().get();
    }

    private Hold find(String hold) {
        Hold found = holds.get(hold);
        if (found == null) {
            throw new IllegalArgumentException("no hold " + hold);
        }
        return found;
    }

    public boolean isReserved(String hold) {
        return reservations.containsKey(hold);
    }

    public List<String> released() {
        return List.copyOf(released);
    }

    private Publisher<Void> reserve(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .flatMap(body -> reserve(request, response, JSON.readTree(body)));
    }

    private Mono<Void> reserve(HttpServerRequest request, HttpServerResponse response, JsonNode body) {
        String authorization = request.requestHeaders().get("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return problem(response, 401, "unauthenticated", Map.of());
        }
        String id = String.valueOf(request.param("hold"));
        Hold hold = holds.get(id);
        if (hold == null || !hold.fanId().equals(body.path("fanId").asString())) {
            return problem(response, 404, "hold-not-found", Map.of());
        }
        int call = hold.calls().incrementAndGet();
        return switch (hold.behaviour()) {
            case EXPIRED -> problem(response, 409, "hold-expired", Map.of());
            case TAKEN ->
                problem(
                        response,
                        409,
                        "seats-taken",
                        Map.of("taken", List.of(hold.seats().getFirst().seatId())));
            case LIMITED -> problem(response, 409, "seat-limit", Map.of("has", 3, "max", 4));
            case FAILS_ONCE ->
                call == 1
                        ? problem(response, 503, "unavailable", Map.of())
                        : reserve(request, response, id, hold, body);
            case SILENT_ONCE -> {
                reservation(id, body);
                yield call == 1
                        ? Mono.delay(Duration.ofSeconds(30)).then()
                        : reserve(request, response, id, hold, body);
            }
            case REFUSES_ITS_OWN -> {
                reservation(id, body);
                yield switch (call) {
                    case 1 -> problem(response, 503, "unavailable", Map.of());
                    case 2 -> problem(response, 409, "hold-expired", Map.of());
                    default -> reserve(request, response, id, hold, body);
                };
            }
            case RESERVES -> reserve(request, response, id, hold, body);
        };
    }

    private Mono<Void> reserve(
            HttpServerRequest request, HttpServerResponse response, String id, Hold hold, JsonNode body) {
        boolean isNew = !reservations.containsKey(id);
        Reservation reservation = reservation(id, body);
        if (!reservation.bookingId().equals(body.path("bookingId").asString())) {
            return problem(response, 404, "hold-not-found", Map.of());
        }
        Map<String, Object> answer = Map.of(
                "reservationId",
                reservation.id(),
                "performanceId",
                String.valueOf(request.param("performance")),
                "saleId",
                "of-the-seats",
                "fence",
                7,
                "placeSince",
                PLACE_SINCE,
                "payUntil",
                body.path("payUntil").asString(),
                "seats",
                hold.seats().stream()
                        .map(seat -> Map.of(
                                "seatId",
                                seat.seatId(),
                                "label",
                                seat.label(),
                                "grade",
                                seat.grade(),
                                "price",
                                Map.of("amount", 1, "currency", "KRW")))
                        .toList(),
                "total",
                Map.of("amount", 1, "currency", "KRW"));
        return json(response, isNew ? 201 : 200, answer);
    }

    private Reservation reservation(String hold, JsonNode body) {
        return reservations.computeIfAbsent(
                hold,
                id -> new Reservation(OpaqueId.next(), body.path("bookingId").asString()));
    }

    private Publisher<Void> release(HttpServerRequest request, HttpServerResponse response) {
        String id = String.valueOf(request.param("reservation"));
        reservations.values().removeIf(reservation -> reservation.id().equals(id));
        released.add(id);
        return response.status(204).send();
    }

    private static Mono<Void> problem(HttpServerResponse response, int status, String slug, Map<String, Object> more) {
        Map<String, Object> problem = new java.util.HashMap<>(more);
        problem.put("type", "urn:onsale:problem:" + slug);
        problem.put("status", status);
        problem.put("title", slug);
        response.header("Content-Type", "application/problem+json");
        return response.status(status)
                .sendString(Mono.just(JSON.writeValueAsString(problem)))
                .then();
    }

    private static Mono<Void> json(HttpServerResponse response, int status, Object body) {
        response.header("Content-Type", "application/json");
        return response.status(status)
                .sendString(Mono.just(JSON.writeValueAsString(body)))
                .then();
    }
}
