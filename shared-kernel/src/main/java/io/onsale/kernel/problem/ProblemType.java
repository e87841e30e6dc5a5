package io.onsale.kernel.problem;

/**
 * All problems that callers may receive, each with slug, HTTP status and title. Services render them as {@code application/problem+json}
 * with the {@code type} {@code urn:onsale:problem:<slug>}.
 */
public enum ProblemType {
    // the caller's request
    MALFORMED_REQUEST("malformed-request", 400, "The request cannot be parsed"),
    VALIDATION_FAILED("validation-failed", 400, "Some values are invalid"),
    UNAUTHENTICATED("unauthenticated", 401, "Sign in first"),
    FORBIDDEN("forbidden", 403, "Your role does not allow this"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This address does not support the method"),
    NOT_ACCEPTABLE("not-acceptable", 406, "No acceptable representation"),
    BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
    TARGET_TOO_LONG("target-too-long", 414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type of the body is not supported"),
    IDEMPOTENCY_KEY_MISSING("idempotency-key-missing", 400, "Idempotency-Key is required here"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "This key was used with a different request"),
    IDEMPOTENCY_KEY_IN_FLIGHT("idempotency-key-in-flight", 409, "A request with this key is still in progress"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Slow down"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The headers are too large"),
    METHOD_UNKNOWN("method-unknown", 501, "This method is not supported"),
    VERSION_NOT_SUPPORTED("version-not-supported", 505, "Only HTTP/1.1 and HTTP/1.0 are supported"),

    // the line
    SALE_NOT_OPEN("sale-not-open", 409, "The sale has not opened yet"),
    SALE_CLOSED("sale-closed", 409, "The sale is closed"),
    SALE_SOLD_OUT("sale-sold-out", 409, "The sale is sold out"),
    SALE_PAUSED("sale-paused", 409, "The sale is paused"),
    NOT_IN_LINE("not-in-line", 404, "You have no place in this line"),
    NOT_READY("not-ready", 409, "It is not your turn"),
    PROOF_REQUIRED("proof-required", 403, "This sale requires a proof of work"),
    PROOF_REFUSED("proof-refused", 403, "The proof of work is not acceptable"),
    RECEIPT_REFUSED("receipt-refused", 409, "The receipt does not restore a place"),
    DRAW_NOT_COMPLETE("draw-not-complete", 409, "The draw is not complete"),
    POLICY_CHANGED("policy-changed", 409, "The policy was changed in the meantime"),

    // seats
    PASS_REFUSED("pass-refused", 403, "The pass is not valid for this sale"),
    SEATS_TAKEN("seats-taken", 409, "Somebody else has one of these seats"),
    SEATS_UNKNOWN("seats-unknown", 400, "The plan has no such seat"),
    WOULD_LEAVE_SINGLE("would-leave-single", 409, "These seats would leave a single seat"),
    SEAT_LIMIT("seat-limit", 409, "You have reached the limit of seats per fan"),
    HOLD_NOT_FOUND("hold-not-found", 404, "There is no such hold"),
    HOLD_EXPIRED("hold-expired", 409, "The hold has expired"),
    PERFORMANCE_STARTED("performance-started", 409, "The performance has begun"),
    PERFORMANCE_CANCELLED("performance-cancelled", 409, "The performance is cancelled"),
    PERFORMANCE_OVER("performance-over", 410, "The performance is over"),
    SEATS_NOT_READY("seats-not-ready", 503, "The seats of this performance are being rebuilt"),

    // money
    EMAIL_TAKEN("email-taken", 409, "An account with this e-mail address exists"),
    CREDENTIALS_REFUSED("credentials-refused", 401, "E-mail address or password is wrong"),
    HANDOVER_REFUSED("handover-refused", 401, "This code is not good any more"),
    ACCOUNT_SUSPENDED("account-suspended", 403, "This account is suspended"),
    CROSS_SITE_REFUSED("cross-site-refused", 403, "A page of another site may not do this"),
    SEATING_PLAN_INVALID("seating-plan-invalid", 400, "The seating plan cannot be used"),
    EVENT_NOT_CHANGEABLE("event-not-changeable", 409, "The event can no longer be changed in this way"),
    PAYMENT_DECLINED("payment-declined", 402, "The payment was declined"),
    BOOKING_EXPIRED("booking-expired", 409, "The booking has expired"),
    BOOKING_NOT_PAYABLE("booking-not-payable", 409, "The booking cannot be paid in its current state"),
    BOOKING_NOT_CANCELLABLE("booking-not-cancellable", 409, "The booking cannot be cancelled in its current state"),
    WEBHOOK_REFUSED("webhook-refused", 401, "The webhook's signature is not acceptable"),

    // tickets and the gate
    TICKET_USED("ticket-used", 409, "Somebody has entered with this ticket"),
    TICKET_VOIDED("ticket-voided", 409, "The ticket was given back"),
    TICKET_TRANSFERRED("ticket-transferred", 409, "The ticket was passed on"),
    REBIND_LIMIT("rebind-limit", 409, "The ticket has moved to another device too often"),
    TRANSFER_OPEN("transfer-open", 409, "The ticket is being passed on already"),
    TRANSFER_LIMIT("transfer-limit", 409, "The ticket was offered too often"),
    TRANSFER_ENDED("transfer-ended", 409, "The transfer has ended"),
    SCAN_NOT_ADMITTED("scan-not-admitted", 409, "Nobody went in by this scan"),

    // ours
    UNAVAILABLE("unavailable", 503, "Temporarily unavailable"),
    BUG("internal-error", 500, "Something went wrong on our side");

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** The stable URI of this problem. */
    public String uri() {
        return "urn:onsale:problem:" + slug;
    }

    public String slug() {
        return slug;
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
