package io.onsale.portone.payment;

/** Why a command was refused; the names are PortOne's error types. */
public enum PortOneError {
    PAYMENT_NOT_FOUND("There is no payment with this id"),
    ALREADY_PAID("The payment has been paid"),
    INVALID_PAYMENT_TOKEN("The payment token is not that of the payment's last authentication"),
    INFORMATION_MISMATCH("The amount, currency, transaction or mode is not that of the payment"),
    PAYMENT_NOT_PAID("The payment has not been paid"),
    PAYMENT_ALREADY_CANCELLED("All of the payment has been cancelled"),
    CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN("Another amount than the one given can be cancelled"),
    CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT("More than can be cancelled"),
    SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT("The tax-free and VAT parts exceed the amount to cancel"),
    MAX_CANCEL_COUNT_REACHED("The payment has been cancelled in too many parts"),
    MAX_TRANSACTION_COUNT_REACHED("The payment has been attempted too often"),
    UNAUTHORIZED("The API secret is missing or wrong"),
    FORBIDDEN("The shop may not do this"),
    TOO_MANY_REQUESTS("Too many requests"),
    /** Not PortOne's: the simulator keeps a limited number of payments. */
    SIMULATOR_FULL("The simulator keeps no more payments; start with an empty data directory");

    private final String message;

    PortOneError(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}
