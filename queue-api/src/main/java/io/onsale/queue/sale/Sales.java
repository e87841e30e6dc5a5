package io.onsale.queue.sale;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The known sales, with their policies and the audit of commands. Durable. */
public interface Sales {
    /** Adds a new sale; does nothing if it exists. */
    Mono<Void> add(NewSale sale);

    /** The policy, or empty if there is no such sale. */
    Mono<SalePolicy> find(SaleId sale);

    /** The policies of all sales that close after {@code closesAfter}. */
    Flux<SalePolicy> live(Instant closesAfter);

    /** The sales that are not visible to everyone at {@code now}. */
    Flux<Hidden> hidden(Instant now);

    /** Whether a change was written. */
    enum ChangeOutcome {
        WRITTEN,
        /** The policy has a different version from {@code change.before()}; nothing is written. */
        OUTDATED
    }

    /** Writes {@code change.after()} with its audit entry if the policy still has the version of {@code change.before()}. */
    Mono<ChangeOutcome> change(Change change);

    /** A sale as the catalogue announced it. */
    record NewSale(String eventId, String title, SalePolicy policy, Visibility visibility) {}

    /** A sale that is not visible to everyone yet. */
    record Hidden(SaleId sale, Visibility visibility) {}

    /** A change of a policy: when, by whom, by which command and why, with the policies before and after. */
    record Change(Instant at, String who, String command, String reason, SalePolicy before, SalePolicy after) {}
}
