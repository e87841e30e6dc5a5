package io.onsale.portone.web;

import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.SimulatedPayment;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The page on which a person picks a test card: a plain form that needs no script, in Korean or English. */
final class CheckoutPage {
    /** Of the page; its form is sent to its own origin only. */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    static final String STYLE = """
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 0 auto; padding: 1rem; color: #1b1b1f; background: #fff; }
            fieldset { border: 1px solid #767680; border-radius: .5rem; margin: 1rem 0; }
            label { display: block; padding: .5rem 0; }
            .amount { font-size: 1.75rem; font-weight: 700; }
            .note { padding: .75rem; border-left: .25rem solid #b3261e; background: #fbeceb; }
            button { font: inherit; padding: .75rem 1.25rem; border-radius: .5rem; border: 1px solid #1b1b1f; background: #fff; color: #1b1b1f; }
            button.main { background: #1b1b1f; color: #fff; }
            :focus-visible { outline: 3px solid; outline-offset: 3px; }
            @media (prefers-color-scheme: dark) {
              body { background: #1b1b1f; color: #f4f4f6; }
              .note { background: #4a1512; }
              button { border-color: #f4f4f6; background: #1b1b1f; color: #f4f4f6; }
              button.main { background: #f4f4f6; color: #1b1b1f; }
            }
            """;

    private static final String PAGE = """
            <!doctype html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <link rel="stylesheet" href="/simulator/checkout?style">
            </head>
            <body>
            <main>
            <h1>%s</h1>
            <p>%s</p>
            %s%s<p>%s <code>%s</code></p>
            <form method="post" action="/simulator/checkout">
            <input type="hidden" name="paymentId" value="%s">
            <input type="hidden" name="returnUrl" value="%s">
            <fieldset>
            <legend>%s</legend>
            %s
            </fieldset>
            <p>%s<button name="action" value="cancel">%s</button></p>
            </form>
            </main>
            </body>
            </html>
            """;

    private static final Map<Card, String> ENGLISH = Map.ofEntries(
            Map.entry(Card.OK, "Approved"),
            Map.entry(Card.DECLINED, "Declined by the issuer"),
            Map.entry(Card.TIMEOUT_AFTER_CHARGE, "Charged, but the answer never arrives"),
            Map.entry(Card.SLOW, "Approved after a few seconds"),
            Map.entry(Card.ERROR_502, "The acquirer fails before charging"),
            Map.entry(Card.WEBHOOK_BEFORE_RESPONSE, "Approved; the webhook comes first"),
            Map.entry(Card.DUPLICATE_WEBHOOK, "Approved; the webhook comes twice"),
            Map.entry(Card.LOST_WEBHOOK, "Approved; the webhook never comes"),
            Map.entry(Card.SECRET_REFUSED, "The shop's secret is refused"),
            Map.entry(Card.FORBIDDEN, "The shop is not allowed to charge"),
            Map.entry(Card.TOO_MANY_REQUESTS, "Too many calls"),
            Map.entry(Card.GATEWAY_PAGE, "A gateway answers instead"));
    private static final Map<Card, String> KOREAN = Map.ofEntries(
            Map.entry(Card.OK, "승인"),
            Map.entry(Card.DECLINED, "카드사 거절"),
            Map.entry(Card.TIMEOUT_AFTER_CHARGE, "결제되었지만 응답이 오지 않음"),
            Map.entry(Card.SLOW, "몇 초 뒤 승인"),
            Map.entry(Card.ERROR_502, "결제 전 매입사 오류"),
            Map.entry(Card.WEBHOOK_BEFORE_RESPONSE, "승인, 웹훅이 먼저 도착"),
            Map.entry(Card.DUPLICATE_WEBHOOK, "승인, 웹훅이 두 번 도착"),
            Map.entry(Card.LOST_WEBHOOK, "승인, 웹훅이 오지 않음"),
            Map.entry(Card.SECRET_REFUSED, "상점의 비밀 키가 거절됨"),
            Map.entry(Card.FORBIDDEN, "상점에 결제 권한이 없음"),
            Map.entry(Card.TOO_MANY_REQUESTS, "요청이 너무 많음"),
            Map.entry(Card.GATEWAY_PAGE, "게이트웨이가 대신 응답"));

    private final boolean korean;

    CheckoutPage(Locale locale) {
        this.korean = locale.getLanguage().equals("ko");
    }

    String language() {
        return korean ? "ko" : "en";
    }

    /**
     * The page as HTML.
     *
     * @param payment null if no price was registered under this id
     * @param refusal why the last try was refused; null: there was none
     */
    String html(String paymentId, String returnUrl, @Nullable SimulatedPayment payment, @Nullable String refusal) {
        return PAGE.formatted(
                language(),
                text("Test payment", "테스트 결제"),
                text("Test payment", "테스트 결제"),
                text("No real card is charged here.", "실제 카드는 결제되지 않습니다."),
                refusal == null ? "" : "<p class=\"note\" role=\"alert\">" + escaped(refusal) + "</p>\n",
                payment == null ? unknown() : "<p class=\"amount\">" + escaped(amount(payment)) + "</p>\n",
                text("Payment", "결제 번호"),
                escaped(paymentId),
                escaped(paymentId),
                escaped(returnUrl),
                text("What the test card does", "테스트 카드의 동작"),
                cards(),
                payment == null ? "" : payButton(),
                text("Cancel", "취소"));
    }

    private String unknown() {
        return "<p class=\"note\" role=\"alert\">" + text("This payment is not known here.", "등록되지 않은 결제입니다.")
                + "</p>\n";
    }

    private String payButton() {
        return "<button class=\"main\" name=\"action\" value=\"pay\">" + text("Pay", "결제하기") + "</button>\n";
    }

    private String cards() {
        Map<Card, String> labels = korean ? KOREAN : ENGLISH;
        return Arrays.stream(Card.values())
                .map(card -> "<label><input type=\"radio\" name=\"card\" value=\"" + card.wireName() + "\""
                        + (card == Card.OK ? " checked" : "") + "> "
                        + escaped(labels.getOrDefault(card, card.wireName())) + "</label>")
                .collect(Collectors.joining("\n"));
    }

    private String amount(SimulatedPayment payment) {
        NumberFormat format = NumberFormat.getCurrencyInstance(korean ? Locale.KOREA : Locale.US);
        Currency currency = Currency.getInstance(payment.currency());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(BigDecimal.valueOf(payment.total(), currency.getDefaultFractionDigits()));
    }

    private String text(String inEnglish, String inKorean) {
        return korean ? inKorean : inEnglish;
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
