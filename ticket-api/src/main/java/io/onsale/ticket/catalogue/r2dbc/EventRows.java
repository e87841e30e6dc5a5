package io.onsale.ticket.catalogue.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.catalogue.Event;
import io.onsale.ticket.catalogue.EventTexts;
import io.onsale.ticket.catalogue.EventTexts.LocalText;
import io.onsale.ticket.catalogue.PerformanceStatus;
import io.onsale.ticket.catalogue.ScheduledShow;
import io.onsale.ticket.catalogue.VenueSummary;
import io.r2dbc.spi.Readable;
import java.util.List;

/** Reads the rows of events and of what belongs to them. */
final class EventRows {
    /** Of an event {@code e} with its sale {@code s} and its venue {@code v}. */
    static final String SELECT = """
            select e.event_id, e.seller_id, e.title, e.description, e.title_ko, e.description_ko, e.title_en, e.description_en,
                   e.visible_from, e.version, v.venue_id, v.name as venue_name, v.location, v.time_zone, s.sale_id,
                   s.lobby_opens_at, s.opens_at, s.closes_at, s.admission_order, s.capacity, s.admissions_per_second,
                   s.max_seats_per_fan
            from event e join sale s on s.event_id = e.event_id join venue v on v.venue_id = e.venue_id
            """;

    /** Of a performance {@code p}. */
    static final String SHOW = "p.performance_id, p.starts_at, p.status as show_status, p.reason as show_reason,"
            + " p.previous_starts_at";

    private EventRows() {}

    /** An event without its grades and performances. */
    static Event event(Readable row) {
        return new Event(
                new EventId(text(row, "event_id")),
                text(row, "seller_id"),
                venue(row),
                new EventTexts(
                        text(row, "title"),
                        findText(row, "description"),
                        new LocalText(findText(row, "title_ko"), findText(row, "description_ko")),
                        new LocalText(findText(row, "title_en"), findText(row, "description_en"))),
                time(row, "visible_from"),
                List.of(),
                List.of(),
                new SaleId(text(row, "sale_id")),
                sale(row),
                number(row, "version"));
    }

    static VenueSummary venue(Readable row) {
        return new VenueSummary(
                text(row, "venue_id"), text(row, "venue_name"), text(row, "location"), text(row, "time_zone"));
    }

    private static SalePlan sale(Readable row) {
        return new SalePlan(
                findTime(row, "lobby_opens_at"),
                time(row, "opens_at"),
                time(row, "closes_at"),
                text(row, "admission_order"),
                integer(row, "capacity"),
                integer(row, "admissions_per_second"),
                integer(row, "max_seats_per_fan"));
    }

    static ScheduledShow show(Readable row) {
        return new ScheduledShow(
                text(row, "performance_id"),
                time(row, "starts_at"),
                PerformanceStatus.valueOf(text(row, "show_status")),
                findText(row, "show_reason"),
                findTime(row, "previous_starts_at"));
    }

    static Grade grade(Readable row) {
        return new Grade(text(row, "name"), money(row), List.of(texts(row, "categories")));
    }

    static Money money(Readable row) {
        return new Money(number(row, "amount"), text(row, "currency"));
    }
}
