package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.service.web.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules that an event must satisfy to be published. Pure. */
public final class EventRules {
    public static final int TITLE_MAX = 200; // characters
    public static final int REASON_MAX = 200; // characters, like the operators' reasons
    public static final int GRADES_MAX = 50;
    public static final int PERFORMANCES_MAX = 50; // each costs a hall of seats in Redis
    public static final int CAPACITY_MAX = 1_000_000; // fans admitted at the same time
    public static final int ADMISSIONS_PER_SECOND_MAX = 10_000; // the limit of the waiting room
    public static final int SEATS_PER_FAN_MAX = 20;
    public static final long PRICE_MAX = 1_000_000_000; // minor units; keeps a booking's total far from overflow

    private final List<FieldError> errors = new ArrayList<>();
    private final EventDraft draft;

    private EventRules(EventDraft draft) {
        this.draft = draft;
    }

    /** All errors of {@code draft}; empty if it can be published. */
    public static List<FieldError> check(EventDraft draft, Set<String> planCategories, Instant now) {
        EventRules rules = new EventRules(draft);
        rules.checkGrades(planCategories);
        rules.checkTimes(now);
        rules.errors.addAll(checkSale(draft.visibleFrom(), draft.sale()));
        return rules.errors;
    }

    /** The errors of a sale's schedule and limits, whenever they are checked. */
    static List<FieldError> checkSale(Instant visibleFrom, SalePlan sale) {
        List<FieldError> errors = new ArrayList<>();
        need(errors, sale.opensAt().isBefore(sale.closesAt()), "sale.closesAt", "must be after opensAt");
        need(
                errors,
                sale.lobbyOpensAt() == null || !sale.lobbyOpensAt().isAfter(sale.opensAt()),
                "sale.lobbyOpensAt",
                "must not be after opensAt");
        need(errors, !visibleFrom.isAfter(sale.opensAt()), "visibleFrom", "must not be after the sale's opening");
        need(
                errors,
                sale.order().equals("ARRIVAL") || sale.order().equals("RANDOM"),
                "sale.order",
                "must be ARRIVAL or RANDOM");
        within(errors, sale.capacity(), CAPACITY_MAX, "sale.capacity");
        within(errors, sale.admissionsPerSecond(), ADMISSIONS_PER_SECOND_MAX, "sale.admissionsPerSecond");
        within(errors, sale.maxSeatsPerFan(), SEATS_PER_FAN_MAX, "sale.maxSeatsPerFan");
        return errors;
    }

    /** Categories that no grade sells are allowed: their seats are blocked. */
    private void checkGrades(Set<String> planCategories) {
        need(!planCategories.isEmpty(), "venueId", "has no seats for sale: none of its seats has a category");
        Set<String> names = new HashSet<>();
        Set<String> covered = new HashSet<>();
        for (int i = 0; i < draft.grades().size(); i++) {
            Grade grade = draft.grades().get(i);
            String at = "grades[" + i + "]";
            need(names.add(grade.name()), at + ".name", "is also the name of another grade");
            checkPrice(grade, at);
            for (int k = 0; k < grade.categories().size(); k++) {
                String category = grade.categories().get(k);
                String where = at + ".categories[" + k + "]";
                need(planCategories.contains(category), where, "is not a category of the venue's seats");
                need(covered.add(category), where, "is already in another grade");
            }
        }
    }

    private void checkPrice(Grade grade, String at) {
        long amount = grade.price().amount();
        need(amount > 0 && amount <= PRICE_MAX, at + ".price.amount", "must be 1 to " + PRICE_MAX);
        need(
                Currencies.isTaken(grade.price().currency()),
                at + ".price.currency",
                "must be one of " + Currencies.names());
        String currency = draft.grades().getFirst().price().currency();
        need(grade.price().currency().equals(currency), at + ".price.currency", "must be the same for all grades");
    }

    private void checkTimes(Instant now) {
        SalePlan sale = draft.sale();
        need(sale.closesAt().isAfter(now), "sale.closesAt", "must be in the future");
        Set<Instant> starts = new HashSet<>();
        for (int i = 0; i < draft.startTimes().size(); i++) {
            String at = "performances[" + i + "].startsAt";
            Instant startsAt = draft.startTimes().get(i);
            need(starts.add(startsAt), at, "is also the start of another performance");
            need(startsAt.isAfter(sale.opensAt()), at, "must be after the sale's opening");
        }
    }

    private static void within(List<FieldError> errors, int value, int max, String field) {
        need(errors, value >= 1 && value <= max, field, "must be 1 to " + max);
    }

    private void need(boolean holds, String field, String message) {
        need(errors, holds, field, message);
    }

    private static void need(List<FieldError> errors, boolean holds, String field, String message) {
        if (!holds) {
            errors.add(new FieldError(field, message));
        }
    }
}
