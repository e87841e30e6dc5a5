package io.onsale.ticket.code;

/** The result of checking a code, without what only the list of tickets can tell. */
public sealed interface CodeCheck {
    /** Signed by us and, if bound to a device, made by that device just now. */
    record Genuine(TicketStatement statement) implements CodeCheck {}

    /** Genuine, but of another time: a screenshot, a clock that is wrong, or a statement whose time is over. */
    record Expired(TicketStatement statement) implements CodeCheck {}

    /** Not a code of ours. */
    record Forged() implements CodeCheck {}
}
