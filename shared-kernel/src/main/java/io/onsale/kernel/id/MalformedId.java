package io.onsale.kernel.id;

/** A string that is not the id it claims to be. The caller's mistake: answered 400, never 500. */
public final class MalformedId extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String name;

    MalformedId(String name, String rule) {
        super(name + " must be " + rule);
        this.name = name;
    }

    /** Which id it was, as in the contract, e.g. {@code saleId}. */
    public String name() {
        return name;
    }
}
