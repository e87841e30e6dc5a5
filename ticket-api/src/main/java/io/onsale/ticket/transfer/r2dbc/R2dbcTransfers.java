package io.onsale.ticket.transfer.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.transfer.Transfer;
import io.onsale.ticket.transfer.TransferId;
import io.onsale.ticket.transfer.Transfers;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcTransfers implements Transfers {
    /** Whether an offer can still be accepted: in time, and the ticket is its sender's and not used. */
    private static final String IS_LIVE = """
            (o.expires_at > statement_timestamp() and t.state = 'ISSUED' and t.used_at is null and t.fan_id = o.sender_id)
            """;

    private static final String SELECT = """
            select o.transfer_id, o.ticket_id, o.sender_id, m.name as sender_name, o.email, o.offered_at, o.expires_at,
                   o.settled_at, t.event_id, t.performance_id, e.title, p.starts_at, t.label, t.grade,
                   case when o.state = 'OFFERED' and not
            """ + IS_LIVE + """
                   then 'EXPIRED' else o.state end as state
            from transfer o
            join ticket t on t.ticket_id = o.ticket_id join event e on e.event_id = t.event_id
            join performance p on p.performance_id = t.performance_id
            left join member m on m.member_id = o.sender_id
            """;
    private static final String FIND = SELECT + "where o.transfer_id = :id";
    // the ticket first, like everything else that changes tickets
    private static final String LOCK_TICKET_OF =
            "select ticket_id from ticket where ticket_id = (select ticket_id from transfer where transfer_id = :id) for update";
    private static final String LOCK = FIND + " for update of o";
    private static final String SENT = SELECT + "where o.sender_id = :fan order by o.offered_at desc limit :limit";
    private static final String RECEIVED = SELECT + """
            where o.email = :email and o.sender_id <> :fan and (o.state = 'OFFERED' or o.recipient_id = :fan)
            order by o.offered_at desc limit :limit
            """;
    private static final String LOCK_HELD = """
            select t.ticket_id, case when t.state = 'ISSUED' and t.used_at is not null then 'USED' else t.state end as state,
                   p.starts_at <= statement_timestamp() as has_started
            from ticket t join performance p on p.performance_id = t.performance_id
            where t.ticket_id = :ticket and t.fan_id = :fan for update of t
            """;
    private static final String EXPIRE = """
            update transfer o set state = 'EXPIRED', settled_at = statement_timestamp()
            from ticket t where o.ticket_id = :ticket and t.ticket_id = o.ticket_id and o.state = 'OFFERED' and not
            """ + IS_LIVE;
    private static final String OFFERS = """
            select count(*)::integer as offers, max(transfer_id) filter (where state = 'OFFERED') as open
            from transfer where ticket_id = :ticket
            """;
    private static final String OFFER = """
            insert into transfer (transfer_id, ticket_id, sender_id, email, state, offered_at, expires_at)
            select :id, t.ticket_id, :fan, :email, 'OFFERED', statement_timestamp(),
                   least(p.starts_at, statement_timestamp() + :lastingMs * interval '1 millisecond')
            from ticket t join performance p on p.performance_id = t.performance_id where t.ticket_id = :ticket
            """;
    private static final String HAND_OVER = """
            update ticket t set fan_id = :fan, generation = t.generation + 1, bound_kind = null, device_key = null,
                   bound_at = null, rebinds = 0
            from transfer o where o.transfer_id = :id and t.ticket_id = o.ticket_id and o.state = 'OFFERED' and
            """ + IS_LIVE;
    private static final String END = """
            update transfer set state = :state, recipient_id = case when :state = 'WITHDRAWN' then null else :fan end,
                   settled_at = statement_timestamp()
            where transfer_id = :id and state = 'OFFERED'
            """;

    private final DatabaseClient database;

    R2dbcTransfers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Email> findEmail(FanId fan) {
        return database.sql("select email from member where member_id = :fan and ended_at is null")
                .bind("fan", fan.value())
                .map(row -> new Email(text(row, "email")))
                .one();
    }

    @Override
    public Mono<Offerable> lockTicket(FanId holder, TicketId ticket) {
        return database.sql(LOCK_HELD)
                .bind("ticket", ticket.value())
                .bind("fan", holder.value())
                .map(row -> new Offerable(
                        ticket, Ticket.State.valueOf(text(row, "state")), null, 0, flag(row, "has_started")))
                .one()
                .flatMap(locked -> database.sql(EXPIRE)
                        .bind("ticket", ticket.value())
                        .then()
                        .then(Mono.defer(() -> withOffers(locked))));
    }

    private Mono<Offerable> withOffers(Offerable locked) {
        return database.sql(OFFERS)
                .bind("ticket", locked.ticket().value())
                .map(row -> {
                    String open = findText(row, "open");
                    return new Offerable(
                            locked.ticket(),
                            locked.state(),
                            open == null ? null : new TransferId(open),
                            integer(row, "offers"),
                            locked.hasStarted());
                })
                .one();
    }

    @Override
    public Mono<Transfer> offer(TransferId id, TicketId locked, FanId sender, Email email, Duration lasting) {
        return database.sql(OFFER)
                .bind("id", id.value())
                .bind("ticket", locked.value())
                .bind("fan", sender.value())
                .bind("email", email.value())
                .bind("lastingMs", lasting.toMillis())
                .then()
                .then(Mono.defer(() -> find(id)));
    }

    @Override
    public Mono<Transfer> find(TransferId id) {
        return database.sql(FIND)
                .bind("id", id.value())
                .map(R2dbcTransfers::transfer)
                .one();
    }

    @Override
    public Mono<Transfer> lock(TransferId id) {
        return database.sql(LOCK_TICKET_OF)
                .bind("id", id.value())
                .then()
                .then(Mono.defer(() -> database.sql(LOCK)
                        .bind("id", id.value())
                        .map(R2dbcTransfers::transfer)
                        .one()));
    }

    @Override
    public Mono<Transfer> accept(TransferId locked, FanId recipient) {
        return database.sql(HAND_OVER)
                .bind("id", locked.value())
                .bind("fan", recipient.value())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("not locked: " + locked)))
                .then(Mono.defer(() -> end(locked, Transfer.State.ACCEPTED, recipient)));
    }

    @Override
    public Mono<Transfer> end(TransferId locked, Transfer.State state, FanId by) {
        return database.sql(END)
                .bind("id", locked.value())
                .bind("state", state.name())
                .bind("fan", by.value())
                .then()
                .then(Mono.defer(() -> find(locked)));
    }

    @Override
    public Flux<Transfer> sentBy(FanId fan, int limit) {
        return database.sql(SENT)
                .bind("fan", fan.value())
                .bind("limit", limit)
                .map(R2dbcTransfers::transfer)
                .all();
    }

    @Override
    public Flux<Transfer> receivedBy(FanId fan, Email email, int limit) {
        return database.sql(RECEIVED)
                .bind("fan", fan.value())
                .bind("email", email.value())
                .bind("limit", limit)
                .map(R2dbcTransfers::transfer)
                .all();
    }

    private static Transfer transfer(Readable row) {
        return new Transfer(
                new TransferId(text(row, "transfer_id")),
                new TicketId(text(row, "ticket_id")),
                new FanId(text(row, "sender_id")),
                findText(row, "sender_name"),
                new Email(text(row, "email")),
                Transfer.State.valueOf(text(row, "state")),
                time(row, "offered_at"),
                time(row, "expires_at"),
                findTime(row, "settled_at"),
                new Transfer.Admission(
                        new EventId(text(row, "event_id")),
                        new PerformanceId(text(row, "performance_id")),
                        text(row, "title"),
                        time(row, "starts_at"),
                        text(row, "label"),
                        text(row, "grade")));
    }
}
