package io.onsale.ticket.payment.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.money.Money;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.payment.PaymentProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.codec.CodecException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/**
 * PortOne V2 by HTTP (REST schema 1.16.0). Its errors are {@code {type, message}}; amounts are whole numbers in the currency's
 * minor unit.
 */
final class HttpPaymentProvider implements PaymentProvider {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPaymentProvider.class);
    private static final Duration TIMEOUT =
            Duration.ofSeconds(5); // reads and registrations; neither waits for a card network
    private static final Duration MONEY_TIMEOUT = Duration.ofSeconds(60); // PortOne's advice for calls that move money
    private static final String WHAT = "The payment provider";

    /** The answer to a call that moves money: how the call ended. */
    private record Answer(HttpStatusCode status, Fault fault) {
        boolean isDone() {
            return status.is2xxSuccessful();
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Fault(@Nullable String type, @Nullable String message) {
        static final Fault NONE = new Fault(null, null);

        String text() {
            return type == null ? "without a type" : type;
        }
    }

    private record Registration(String storeId, long totalAmount, String currency) {}

    private record Approval(String storeId, String paymentToken, long totalAmount, String currency) {}

    private record Withdrawal(String storeId, long amount, long currentCancellableAmount, String reason) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Amount(long total, @Nullable Long cancelled) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Failure(@Nullable String reason) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Payment(
            String id,
            String status,
            @Nullable String storeId,
            Amount amount,
            String currency,
            @Nullable Failure failure,
            @Nullable List<CancelledPart> cancellations) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Cancelled(@Nullable CancelledPart cancellation) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CancelledPart(
            @Nullable String id,
            @Nullable String status,
            @Nullable Long totalAmount,
            @Nullable String reason,
            @Nullable String trigger) {
        boolean isDone() {
            return "SUCCEEDED".equals(status) && id != null;
        }

        Returned returned(String currency) {
            return new Returned(
                    id == null ? "" : id,
                    isDone(),
                    "REQUESTED".equals(status),
                    new Money(totalAmount == null ? 0 : totalAmount, currency),
                    reason == null ? "" : reason,
                    trigger == null ? "UNKNOWN" : trigger);
        }
    }

    private final WebClient http;
    private final String storeId;
    private final Counter shutOut;

    HttpPaymentProvider(WebClient http, String storeId, MeterRegistry meters) {
        this.http = http;
        this.storeId = storeId;
        this.shutOut = Counter.builder("onsale.portone.shut.out")
                .description(
                        "Calls that PortOne answered with 401 or 403: nobody can pay until the API secret is corrected")
                .register(meters);
    }

    @Override
    public Mono<Void> preRegister(PaymentId paymentId, Money total) {
        return http.post()
                .uri("/payments/{id}/pre-register", paymentId.value())
                .bodyValue(new Registration(storeId, total.amount(), total.currency()))
                .exchangeToMono(this::answer)
                .timeout(TIMEOUT)
                .flatMap(answer ->
                        answer.isDone() || "ALREADY_PAID".equals(answer.fault().type())
                                ? Mono.<Void>empty()
                                : Mono.error(unexpected(answer)))
                .onErrorMap(HttpPaymentProvider::isTransport, e -> new Unavailable(WHAT, e));
    }

    @Override
    public Mono<Confirmation> confirm(PaymentId paymentId, String paymentToken, Money total, String key) {
        return http.post()
                .uri("/payments/{id}/confirm", paymentId.value())
                .header("Idempotency-Key", quoted(key))
                .bodyValue(new Approval(storeId, paymentToken, total.amount(), total.currency()))
                .exchangeToMono(this::answer)
                .timeout(MONEY_TIMEOUT)
                .map(HttpPaymentProvider::confirmation)
                .onErrorReturn(HttpPaymentProvider::isTransport, new Confirmation.Silent()); // it may have charged
    }

    /** Only an answer about this payment is a refusal; everything else is about us or the network. */
    private static Confirmation confirmation(Answer answer) {
        if (answer.isDone()) {
            return new Confirmation.Answered();
        }
        String type = answer.fault().type();
        return switch (type) {
            case null -> new Confirmation.Silent(); // a gateway's error page: PortOne may be processing it
            case "ALREADY_PAID" -> new Confirmation.Answered();
            case "IDEMPOTENCY_OUTSTANDING_REQUEST" -> new Confirmation.Silent(); // the first call is still running
            case "INVALID_PAYMENT_TOKEN",
                    "INFORMATION_MISMATCH",
                    "PAYMENT_NOT_FOUND",
                    "MAX_TRANSACTION_COUNT_REACHED" -> new Confirmation.Refused(type);
            default -> new Confirmation.Failed();
        };
    }

    @Override
    public Mono<View> find(PaymentId paymentId) {
        return http.get()
                .uri("/payments/{id}?storeId={store}", paymentId.value(), storeId)
                .exchangeToMono(this::view)
                .timeout(TIMEOUT)
                .onErrorMap(HttpPaymentProvider::isTransport, e -> new Unavailable(WHAT, e));
    }

    private Mono<View> view(ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.bodyToMono(Payment.class).map(this::view);
        }
        return answer(response)
                .flatMap(answer -> "PAYMENT_NOT_FOUND".equals(answer.fault().type())
                        ? Mono.empty()
                        : Mono.error(unexpected(answer)));
    }

    private View view(Payment payment) {
        if (payment.storeId() != null && !payment.storeId().equals(storeId)) {
            throw new IllegalStateException(payment.id() + " belongs to another store");
        }
        long cancelled =
                payment.amount().cancelled() == null ? 0 : payment.amount().cancelled();
        String failure = payment.failure() == null ? null : payment.failure().reason();
        return new View(
                new PaymentId(payment.id()),
                status(payment.status()),
                new Money(payment.amount().total(), payment.currency()),
                new Money(cancelled, payment.currency()),
                returned(payment),
                failure == null ? "declined" : failure);
    }

    private static List<Returned> returned(Payment payment) {
        return payment.cancellations() == null
                ? List.of()
                : payment.cancellations().stream()
                        .map(part -> part.returned(payment.currency()))
                        .toList();
    }

    private static Status status(String name) {
        for (Status status : Status.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return Status.OTHER;
    }

    @Override
    public Mono<Cancellation> cancel(PaymentId paymentId, Money amount, Money before, String reason, String key) {
        return http.post()
                .uri("/payments/{id}/cancel", paymentId.value())
                .header("Idempotency-Key", quoted(key))
                .bodyValue(new Withdrawal(storeId, amount.amount(), before.amount(), reason))
                .exchangeToMono(this::cancellation)
                .timeout(MONEY_TIMEOUT)
                .onErrorMap(HttpPaymentProvider::isTransport, e -> new Unavailable(WHAT, e));
    }

    private Mono<Cancellation> cancellation(ClientResponse response) {
        if (!response.statusCode().is2xxSuccessful()) {
            return answer(response)
                    .map(answer -> new Cancellation.Unclear(answer.fault().text()));
        }
        return response.bodyToMono(Cancelled.class).map(HttpPaymentProvider::cancellation);
    }

    private static Cancellation cancellation(Cancelled body) {
        CancelledPart part = body.cancellation();
        if (part == null) {
            return new Cancellation.Unclear("no cancellation");
        }
        return part.isDone() && part.id() != null
                ? new Cancellation.Done(part.id())
                : new Cancellation.Unclear(String.valueOf(part.status()));
    }

    private Mono<Answer> answer(ClientResponse response) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.releaseBody().thenReturn(new Answer(response.statusCode(), Fault.NONE));
        }
        return response.bodyToMono(Fault.class)
                .onErrorReturn(Fault.NONE) // a gateway's error page
                .defaultIfEmpty(Fault.NONE)
                .map(fault -> new Answer(response.statusCode(), fault))
                .doOnNext(this::alarm);
    }

    private void alarm(Answer answer) {
        if (answer.status().isSameCodeAs(HttpStatus.UNAUTHORIZED)
                || answer.status().isSameCodeAs(HttpStatus.FORBIDDEN)) {
            shutOut.increment();
            LOG.error(
                    "PortOne refuses our API secret: {} {}",
                    answer.status(),
                    answer.fault().text());
        }
    }

    private static Unavailable unexpected(Answer answer) {
        return new Unavailable(
                WHAT,
                new IllegalStateException("PortOne answered " + answer.status() + " "
                        + answer.fault().text()));
    }

    private static boolean isTransport(Throwable e) {
        return e instanceof WebClientException
                || e instanceof IOException // the response broke off
                || e instanceof TimeoutException
                || e instanceof CodecException;
    }

    private static String quoted(String key) {
        return '"' + key + '"';
    }
}
