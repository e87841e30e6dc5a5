package io.onsale.portone.payment;

import java.util.Arrays;
import java.util.Optional;

/** The card that the buyer uses at the checkout. It decides how the approval behaves, so that each fault can be chosen by name. */
public enum Card {
    /** Charged, answered, and the webhook follows. */
    OK("ok"),
    /** The issuer declines: 502 PG_PROVIDER, the payment is FAILED, another checkout is allowed. */
    DECLINED("declined"),
    /** Charged, but the answer comes later than any client waits: the outcome is unknown to the shop until it asks. */
    TIMEOUT_AFTER_CHARGE("timeout-after-charge"),
    /** Charged and answered only after a few seconds, even if the caller has hung up by then. */
    SLOW("slow"),
    /** The acquirer fails before charging: 502 PG_PROVIDER, the payment stays PAY_PENDING. Only a query distinguishes it from a decline. */
    ERROR_502("error-502"),
    /** The webhook reaches the shop before the answer does. */
    WEBHOOK_BEFORE_RESPONSE("webhook-before-response"),
    /** The webhook of the charge comes twice with one webhook-id. */
    DUPLICATE_WEBHOOK("duplicate-webhook"),
    /** The webhook of the charge never comes. */
    LOST_WEBHOOK("lost-webhook"),
    /** PortOne refuses the shop's secret, as after its rotation: 401 UNAUTHORIZED, the payment stays PAY_PENDING. */
    SECRET_REFUSED("secret-refused"),
    /** PortOne does not let the shop do this: 403 FORBIDDEN, the payment stays PAY_PENDING. */
    FORBIDDEN("forbidden"),
    /** Too many calls: 429, the payment stays PAY_PENDING. */
    TOO_MANY_REQUESTS("too-many-requests"),
    /** A gateway on the way answers 404 with a page of its own, and the request never reaches PortOne. */
    GATEWAY_PAGE("gateway-page");

    private final String wireName;

    Card(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<Card> find(String wireName) {
        return Arrays.stream(values())
                .filter(card -> card.wireName.equals(wireName))
                .findFirst();
    }
}
