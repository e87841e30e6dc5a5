package io.onsale.ticket.catalogue.r2dbc;

import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.catalogue.Shows;
import java.util.Collection;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

final class R2dbcShows implements Shows {
    private static final String FIND =
            "select e.title, v.venue_id, v.name as venue_name, v.location, v.time_zone, " + EventRows.SHOW + """
             from performance p join event e on e.event_id = p.event_id join venue v on v.venue_id = e.venue_id
            where p.performance_id = any(:ids)
            """;

    private final DatabaseClient database;

    R2dbcShows(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<PerformanceId, Show>> find(Collection<PerformanceId> performances) {
        return performances.isEmpty()
                ? Mono.just(Map.of())
                : database.sql(FIND)
                        .bind(
                                "ids",
                                performances.stream()
                                        .map(PerformanceId::value)
                                        .distinct()
                                        .toArray(String[]::new))
                        .map(row -> new Show(text(row, "title"), EventRows.venue(row), EventRows.show(row)))
                        .all()
                        .collectMap(show -> new PerformanceId(show.performance().performanceId()));
    }
}
