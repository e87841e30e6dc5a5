package io.onsale.ticket.webhook.r2dbc;

import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.ticket.webhook.Webhooks;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcWebhooks implements Webhooks {
    private static final String RECEIVE = """
            insert into webhook (webhook_id, body, received_at, state, try_after) values (:id, :body, statement_timestamp(), 'RECEIVED', statement_timestamp())
            on conflict (webhook_id) do nothing
            """;
    private static final String LEASE_DUE = """
            update webhook set tries = tries + 1, try_after = statement_timestamp() + least(interval '2 seconds' * power(2, tries), interval '10 minutes')
            where webhook_id in (
              select webhook_id from webhook where state = 'RECEIVED' and try_after <= statement_timestamp()
              order by try_after limit :limit for update skip locked)
            returning webhook_id, body, tries
            """;
    private static final String SETTLE =
            "update webhook set state = :end, settled_at = statement_timestamp() where webhook_id = :id and state = 'RECEIVED'";
    private static final String FORGET = """
            delete from webhook where webhook_id in
              (select webhook_id from webhook where settled_at < statement_timestamp() - :ageMs * interval '1 millisecond' order by settled_at limit :limit)
            """;

    private final DatabaseClient database;

    R2dbcWebhooks(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> receive(String webhookId, String body) {
        return database.sql(RECEIVE).bind("id", webhookId).bind("body", body).then();
    }

    @Override
    public Flux<Received> leaseDue(int limit) {
        return database.sql(LEASE_DUE)
                .bind("limit", limit)
                .map(R2dbcWebhooks::received)
                .all();
    }

    @Override
    public Mono<Void> settle(String webhookId, End end) {
        return database.sql(SETTLE)
                .bind("id", webhookId)
                .bind("end", end.name())
                .then();
    }

    @Override
    public Mono<Integer> forgetSettled(Duration age, int limit) {
        return database.sql(FORGET)
                .bind("ageMs", age.toMillis())
                .bind("limit", limit)
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }

    private static Received received(Readable row) {
        return new Received(text(row, "webhook_id"), text(row, "body"), integer(row, "tries"));
    }
}
