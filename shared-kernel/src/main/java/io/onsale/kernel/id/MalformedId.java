package io.onsale.kernel.id;

/** A string without the shape of its id. The client's mistake: answered with 400, never 500. */
public final class MalformedId extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String name;

    MalformedId(String name, String rule) {
        super(name + " must be " + rule);
        this.name = name;
    }

    /** The name of the id in the HTTP contract, e.g. {@code saleId}. */
    public String name() {
        return name;
    }
}
