package io.onsale.queue.sale.web;

import io.onsale.queue.sale.OperatedSales.AuditEntry;
import io.onsale.queue.sale.SaleControl;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(name = "AuditEntry", description = "What was done to a sale")
record AuditView(
        String auditId,
        Instant at,

        @Schema(
                description =
                        "The member's id; system for what the service did on its own, e.g. when all seats were sold")
        String who,

        Action action,

        @Schema(description = "How many fans were to be called; for CALL only") @Nullable
        Integer count,

        @Schema(description = "Empty if none was given") String reason,

        @Schema(
                description =
                        "What fans were shown afterwards; empty if nothing, and for commands before messages were recorded")
        String message,

        @Schema(description = "The fields of the policy that changed")
        List<FieldChange> changes) {
    private static final String VERSION = "version"; // changes each time

    /** What was done. */
    @Schema(name = "AuditAction")
    enum Action {
        LIMITS,
        CALL,
        PAUSE,
        RESUME,
        DRAIN,
        CLOSE,
        MESSAGE
    }

    /** One field, as text. */
    record FieldChange(String field, String from, String to) {}

    /** @param next send it as {@code after} for the next page; null on the last page */
    @Schema(name = "AuditPage")
    record AuditPage(List<AuditView> entries, @Nullable String next) {}

    static AuditView of(AuditEntry entry) {
        Action action = action(entry.command());
        return new AuditView(
                Long.toString(entry.number()),
                entry.at(),
                entry.who(),
                action,
                action == Action.CALL ? SaleControl.calls(entry.command()) : null,
                entry.reason(),
                entry.message(),
                entry.after().entrySet().stream()
                        .filter(field -> !field.getKey().equals(VERSION))
                        .map(field -> new FieldChange(
                                field.getKey(),
                                Objects.requireNonNullElse(entry.before().get(field.getKey()), ""),
                                field.getValue()))
                        .filter(change -> !change.from().equals(change.to()))
                        .toList());
    }

    private static Action action(String command) {
        return switch (command) {
            case SaleControl.LIMIT -> Action.LIMITS;
            case SaleControl.MESSAGE -> Action.MESSAGE;
            case "paused" -> Action.PAUSE;
            case "running" -> Action.RESUME;
            case "draining" -> Action.DRAIN;
            case "closed" -> Action.CLOSE;
            default -> Action.CALL;
        };
    }
}
