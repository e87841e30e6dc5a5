package io.onsale.ticket.catalogue.r2dbc;

import io.onsale.ticket.catalogue.EventQuery;
import io.onsale.ticket.catalogue.EventQuery.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** The statement for a list of events. Only the conditions that the query has are in it, so that each combination uses the fitting index. */
final class EventListing {
    private static final String WORDS = """
             and (e.title ilike :words or e.title_ko ilike :words or e.title_en ilike :words
                  or v.name ilike :words or v.location ilike :words)
            """;
    private static final String TO_COME = """
             exists (select 1 from performance p
                      where p.event_id = e.event_id and p.status <> 'CANCELLED' and p.starts_at > :now)
            """;
    private static final String AFTER = """
             and (e.visible_from, e.event_id) < (select visible_from, event_id from event where event_id = :after)
            """;

    private EventListing() {}

    static GenericExecuteSpec of(DatabaseClient database, EventQuery query) {
        String sql = EventRows.SELECT + " where " + scope(query)
                + (query.words().isEmpty() ? "" : WORDS)
                + stage(query.stage())
                + (query.after() == null ? "" : AFTER)
                + " order by e.visible_from desc, e.event_id desc limit :limit";
        GenericExecuteSpec statement = database.sql(sql).bind("limit", query.limit());
        if (query.owner() != null) {
            statement = statement.bind("owner", query.owner());
        } else if (!query.seesAll()) {
            statement = statement.bind("viewer", query.viewer());
        }
        if (query.stage() != null || query.owner() == null && !query.seesAll()) {
            statement = statement.bind("now", query.now());
        }
        if (!query.words().isEmpty()) {
            statement = statement.bind("words", pattern(query.words()));
        }
        return query.after() == null
                ? statement
                : statement.bind("after", query.after().value());
    }

    private static String scope(EventQuery query) {
        if (query.owner() != null) {
            return "e.seller_id = :owner";
        }
        return query.seesAll() ? "true" : "(e.visible_from <= :now or e.seller_id = :viewer)";
    }

    private static String stage(@Nullable Stage stage) {
        return switch (stage) {
            case null -> "";
            case UPCOMING -> " and s.opens_at > :now and" + TO_COME;
            case ONSALE -> " and s.opens_at <= :now and s.closes_at > :now and" + TO_COME;
            case PAST -> " and (s.closes_at <= :now or not" + TO_COME + ")";
        };
    }

    /** The words as they are: percent signs and underscores are no wildcards. */
    private static String pattern(String words) {
        return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
