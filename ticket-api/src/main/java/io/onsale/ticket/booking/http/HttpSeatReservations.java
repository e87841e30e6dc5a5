package io.onsale.ticket.booking.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.booking.BookingIntent;
import io.onsale.ticket.booking.SeatReservations;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/** Reservations by HTTP, with an access token of this service. No retries here: a repeat by the fan carries the same booking id. */
final class HttpSeatReservations implements SeatReservations {
    private static final Duration TIMEOUT =
            Duration.ofSeconds(5); // one script and one insert: far above its worst case
    private static final Duration TOKEN_TTL = Duration.ofMinutes(5);
    private static final Duration TOKEN_RENEW = Duration.ofMinutes(1); // before it expires
    private static final String WHAT = "The box office";

    private record Token(String text, Instant renewAt) {}

    private record ReservationRequest(String bookingId, String fanId, Instant payUntil) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Seat(String seatId, String label, String grade) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Reservation(
            String reservationId,
            List<Seat> seats,
            Instant payUntil,
            @Nullable Instant placeSince) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Refusal(
            String type,
            @Nullable List<String> taken,
            @Nullable Integer has,
            @Nullable Integer max) {}

    private final WebClient http;
    private final AccessTokenSigner signer;
    private final Clock clock;
    private final AtomicReference<Token> token = new AtomicReference<>(new Token("", Instant.EPOCH));

    HttpSeatReservations(WebClient http, AccessTokenSigner signer, Clock clock) {
        this.http = http;
        this.signer = signer;
        this.clock = clock;
    }

    @Override
    public Mono<Reply> reserve(BookingIntent intent) {
        return http.post()
                .uri(
                        "/api/v1/performances/{performance}/holds/{hold}/reservation",
                        intent.hold().performance().value(),
                        intent.hold().value())
                .header(HttpHeaders.AUTHORIZATION, bearer())
                .bodyValue(new ReservationRequest(
                        intent.bookingId().value(), intent.fan().value(), intent.payUntil()))
                .exchangeToMono(HttpSeatReservations::reply)
                .timeout(TIMEOUT)
                .onErrorMap(HttpSeatReservations::isTransport, e -> new Unavailable(WHAT, e));
    }

    @Override
    public Mono<Void> release(PerformanceId performance, ReservationId reservation) {
        return http.delete()
                .uri(
                        "/api/v1/performances/{performance}/reservations/{reservation}",
                        performance.value(),
                        reservation.value())
                .header(HttpHeaders.AUTHORIZATION, bearer())
                .exchangeToMono(response -> response.statusCode().is2xxSuccessful()
                                || response.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                        ? response.releaseBody()
                        : unexpected(response))
                .timeout(TIMEOUT)
                .onErrorMap(HttpSeatReservations::isTransport, e -> new Unavailable(WHAT, e));
    }

    private static Mono<Reply> reply(ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.bodyToMono(Reservation.class).map(HttpSeatReservations::reserved);
        }
        return response.statusCode().is4xxClientError()
                        && !response.statusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS)
                ? response.bodyToMono(Refusal.class).flatMap(HttpSeatReservations::refused)
                : unexpected(response);
    }

    private static Reply reserved(Reservation reservation) {
        return new Reply.Reserved(
                new ReservationId(reservation.reservationId()),
                reservation.seats().stream()
                        .map(seat -> new LabelledSeat(new SeatId(seat.seatId()), seat.label(), seat.grade()))
                        .toList(),
                reservation.payUntil(),
                reservation.placeSince());
    }

    private static Mono<Reply> refused(Refusal refusal) {
        ProblemType type = typeOf(refusal);
        return switch (type) {
            case HOLD_NOT_FOUND -> Mono.just(new Reply.HoldNotFound());
            case HOLD_EXPIRED -> Mono.just(new Reply.HoldExpired());
            case SEATS_TAKEN -> Mono.just(new Reply.SeatsTaken(taken(refusal)));
            case SEAT_LIMIT ->
                refusal.has() == null || refusal.max() == null
                        ? unexpected(refusal)
                        : Mono.just(new Reply.SeatLimit(refusal.has(), refusal.max()));
            case null -> unexpected(refusal);
            default -> unexpected(refusal);
        };
    }

    /** A bug: repeating the call would not help. */
    private static Mono<Reply> unexpected(Refusal refusal) {
        return Mono.error(new IllegalStateException("seat-api refused with " + refusal.type()));
    }

    private static @Nullable ProblemType typeOf(Refusal refusal) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.uri().equals(refusal.type()))
                .findFirst()
                .orElse(null);
    }

    private static List<SeatId> taken(Refusal refusal) {
        return refusal.taken() == null
                ? List.of()
                : refusal.taken().stream().map(SeatId::new).toList();
    }

    private static <T> Mono<T> unexpected(ClientResponse response) {
        return response.releaseBody()
                .then(Mono.error(() -> new Unavailable(
                        WHAT, new IllegalStateException("seat-api answered " + response.statusCode()))));
    }

    private static boolean isTransport(Throwable e) {
        return e instanceof WebClientException
                || e instanceof IOException // the response broke off
                || e instanceof TimeoutException;
    }

    private String bearer() {
        Instant now = clock.instant();
        Token current = token.get();
        if (!current.renewAt().isAfter(now)) {
            Instant expiresAt = now.plus(TOKEN_TTL);
            String text = signer.sign(new Principal("ticket-api", Role.SERVICE, expiresAt));
            current = new Token(text, expiresAt.minus(TOKEN_RENEW));
            token.set(current);
        }
        return "Bearer " + current.text();
    }
}
