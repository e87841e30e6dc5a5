package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.service.web.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may still be changed of a published event. Pure. Texts always; a time as long as neither it nor the lobby's opening has passed, so that
 * nobody who waits is moved; the end of the sale also later than that, as long as the sale runs.
 */
final class EventEdits {
    private static final String PASSED = "has passed and can no longer be changed";
    private static final String LOBBY_OPEN = "can no longer be changed: the lobby has opened";

    private final List<FieldError> errors = new ArrayList<>();
    private final Event event;
    private final EventChange change;
    private final Instant now;

    private EventEdits(Event event, EventChange change, Instant now) {
        this.event = event;
        this.change = change;
        this.now = now;
    }

    /** All reasons why the change is not possible; empty if it is. */
    static List<FieldError> check(Event event, EventChange change, Instant now) {
        EventEdits edits = new EventEdits(event, change, now);
        edits.checkPossible();
        if (edits.errors.isEmpty()) {
            edits.checkResult(applied(event, change));
        }
        return edits.errors;
    }

    /** The event's next version. */
    static Event applied(Event event, EventChange change) {
        SalePlan sale = event.sale();
        return event.with(
                event.texts().with(change.texts()),
                Objects.requireNonNullElse(change.visibleFrom(), event.visibleFrom()),
                new SalePlan(
                        change.lobbyOpensAt() == null ? sale.lobbyOpensAt() : change.lobbyOpensAt(),
                        Objects.requireNonNullElse(change.opensAt(), sale.opensAt()),
                        Objects.requireNonNullElse(change.closesAt(), sale.closesAt()),
                        Objects.requireNonNullElse(change.order(), sale.order()),
                        sale.capacity(),
                        sale.admissionsPerSecond(),
                        Objects.requireNonNullElse(change.maxSeatsPerFan(), sale.maxSeatsPerFan())));
    }

    private void checkPossible() {
        SalePlan sale = event.sale();
        boolean lobbyOpen = event.hasLobbyOpened(now);
        need(change.visibleFrom() == null || event.visibleFrom().isAfter(now), "visibleFrom", PASSED);
        need(change.lobbyOpensAt() == null || !lobbyOpen, "sale.lobbyOpensAt", LOBBY_OPEN);
        need(change.opensAt() == null || !lobbyOpen, "sale.opensAt", LOBBY_OPEN);
        need(change.order() == null || !lobbyOpen, "sale.order", LOBBY_OPEN);
        need(change.maxSeatsPerFan() == null || !lobbyOpen, "sale.maxSeatsPerFan", LOBBY_OPEN);
        need(change.closesAt() == null || sale.closesAt().isAfter(now), "sale.closesAt", PASSED);
        if (event.status() == PerformanceStatus.CANCELLED) {
            need(isOnlyTexts(), "sale", "can no longer be changed: the event is cancelled");
        }
    }

    private boolean isOnlyTexts() {
        return change.equals(new EventChange(change.texts(), null, null, null, null, null, null));
    }

    private void checkResult(Event next) {
        SalePlan sale = next.sale();
        needFuture(change.visibleFrom(), "visibleFrom");
        needFuture(change.lobbyOpensAt(), "sale.lobbyOpensAt");
        needFuture(change.opensAt(), "sale.opensAt");
        needFuture(change.closesAt(), "sale.closesAt");
        errors.addAll(EventRules.checkSale(next.visibleFrom(), sale));
        need(
                change.opensAt() == null
                        || next.performances().stream()
                                .allMatch(show ->
                                        show.isCancelled() || show.startsAt().isAfter(sale.opensAt())),
                "sale.opensAt",
                "must be before every performance");
    }

    private void needFuture(@Nullable Instant time, String field) {
        need(time == null || time.isAfter(now), field, "must be in the future");
    }

    private void need(boolean holds, String field, String message) {
        if (!holds) {
            errors.add(new FieldError(field, message));
        }
    }
}
