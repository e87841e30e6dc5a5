package io.onsale.portone.web;

import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.MerchantPaymentId;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PaymentOutcome;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The checkout as a page: the buyer comes with the payment's id, picks a test card, and is sent back to the shop with a payment token. */
final class CheckoutPageRoutes {
    private static final String PATH = "/simulator/checkout";
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=utf-8");

    /** A path on this origin: not {@code //host} and not {@code /\host}, which browsers read as another origin. */
    private static final Pattern RETURN_URL = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\#\"'<>`]]{0,511}");

    private final CommandExecutor executor;
    private final Ledger ledger;
    private final Documents documents;

    CheckoutPageRoutes(CommandExecutor executor, Ledger ledger, Documents documents) {
        this.executor = executor;
        this.ledger = ledger;
        this.documents = documents;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET(PATH, RequestPredicates.queryParam("style", value -> true), request -> style())
                .GET(PATH, this::page)
                .POST(PATH, RequestPredicates.contentType(MediaType.APPLICATION_FORM_URLENCODED), this::submit)
                .build();
    }

    private static Mono<ServerResponse> style() {
        return ServerResponse.ok()
                .contentType(CSS)
                .header("X-Content-Type-Options", "nosniff")
                .bodyValue(CheckoutPage.STYLE);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        MerchantPaymentId id =
                RequestParser.paymentId(request.queryParam("paymentId").orElse(null));
        String returnUrl = returnUrl(request.queryParam("returnUrl").orElse(null));
        return show(request, 200, id, returnUrl, null);
    }

    private Mono<ServerResponse> submit(ServerRequest request) {
        return request.formData().flatMap(form -> {
            MerchantPaymentId id = RequestParser.paymentId(form.getFirst("paymentId"));
            String returnUrl = returnUrl(form.getFirst("returnUrl"));
            return "cancel".equals(form.getFirst("action"))
                    ? back(returnUrl, "cancelled=true")
                    : executor.perform(new PaymentCommand.CheckOut(id, card(form)), null, false)
                            .flatMap(reply -> answer(request, id, returnUrl, reply));
        });
    }

    private Mono<ServerResponse> answer(
            ServerRequest request, MerchantPaymentId id, String returnUrl, CommandReply reply) {
        if (reply instanceof CommandReply.Performed performed
                && performed.outcome() instanceof PaymentOutcome.Authenticated authenticated) {
            String token = documents
                    .authenticated(authenticated.payment())
                    .path("paymentToken")
                    .asString();
            return back(returnUrl, "paymentToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        }
        String refusal = reply instanceof CommandReply.Performed performed
                        && performed.outcome() instanceof PaymentOutcome.CommandRefused refused
                ? refused.refusal().name()
                : "NOT_POSSIBLE";
        return show(request, 409, id, returnUrl, refusal);
    }

    private Mono<ServerResponse> show(
            ServerRequest request, int status, MerchantPaymentId id, String returnUrl, @Nullable String refusal) {
        CheckoutPage page = new CheckoutPage(locale(request));
        return ServerResponse.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", CheckoutPage.CONTENT_SECURITY_POLICY)
                .header("Content-Language", page.language())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .varyBy("Accept-Language")
                .bodyValue(page.html(id.value(), returnUrl, ledger.find(id).orElse(null), refusal));
    }

    /** The first of Korean and English that the browser prefers. */
    private static Locale locale(ServerRequest request) {
        return request.headers().acceptLanguage().stream()
                .map(range -> Locale.forLanguageTag(range.getRange()))
                .filter(locale -> locale.getLanguage().equals("ko")
                        || locale.getLanguage().equals("en"))
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    private static Mono<ServerResponse> back(String returnUrl, String result) {
        URI target = URI.create(returnUrl + (returnUrl.contains("?") ? "&" : "?") + result);
        return ServerResponse.seeOther(target)
                .cacheControl(CacheControl.noStore())
                .build();
    }

    private static Card card(MultiValueMap<String, String> form) {
        String name = form.getFirst("card");
        return Card.find(name == null ? Card.OK.wireName() : name)
                .orElseThrow(() -> new InvalidRequest("card is not one of the simulator's"));
    }

    private static String returnUrl(@Nullable String given) {
        String text = RequestParser.required(given, "returnUrl");
        if (!RETURN_URL.matcher(text).matches() || !isUri(text)) {
            throw new InvalidRequest(
                    "returnUrl is a path of this origin: / and up to 511 characters, without a fragment");
        }
        return text;
    }

    private static boolean isUri(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getScheme() == null && uri.getRawAuthority() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
