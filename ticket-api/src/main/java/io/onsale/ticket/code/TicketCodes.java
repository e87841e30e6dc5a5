package io.onsale.ticket.code;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.code.StatementSigner.SignedStatement;
import io.onsale.ticket.ticket.TicketId;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Signs statements and checks codes on threads of its own: each takes about a millisecond of processor time, and an upload has hundreds.
 * While too many wait, further ones are refused with {@code Unavailable} and may be retried.
 */
public final class TicketCodes implements AutoCloseable {
    /** Leaves the other half of the processors to requests. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int WAITING_MAX = 2_000; // per thread: about two seconds of work

    private final StatementSigner signer;
    private final CodeVerifier verifier;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING_MAX, "ticket-codes", 60, true);

    public TicketCodes(StatementSigner signer) {
        this.signer = signer;
        this.verifier = new CodeVerifier(signer);
    }

    /** The statement for a device, or for paper if {@code device} is null. */
    public Mono<SignedStatement> sign(
            TicketId ticket,
            PerformanceId performance,
            int generation,
            Instant validUntil,
            @Nullable DeviceKey device) {
        return work(() -> signer.sign(ticket, performance, generation, validUntil, device));
    }

    /** @param at when the code was scanned */
    public Mono<CodeCheck> check(String code, Instant at) {
        return work(() -> verifier.check(code, at));
    }

    private <T> Mono<T> work(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, e -> new Unavailable("Checking tickets", e));
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
