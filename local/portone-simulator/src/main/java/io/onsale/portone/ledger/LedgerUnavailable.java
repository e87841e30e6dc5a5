package io.onsale.portone.ledger;

/** The ledger could not take or keep a command: it is overloaded, closed, or its disk failed. Nothing was acknowledged. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(String message) {
        super(message);
    }

    LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
