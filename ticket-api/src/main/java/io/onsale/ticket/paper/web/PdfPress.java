package io.onsale.ticket.paper.web;

import io.onsale.service.web.Unavailable;
import io.onsale.ticket.paper.PrintTicket.Paper;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes PDFs on a thread of its own: one takes up to 100 ms of processor time and a few megabytes. */
final class PdfPress implements AutoCloseable {
    private static final int THREADS = 1; // of two processors: printing never takes more than the rest needs
    private static final int WAITING_MAX = 50; // about five seconds of work; further ones may be retried

    private final TicketPdf pdf;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING_MAX, "ticket-pdf", 60, true);

    PdfPress(TicketPdf pdf) {
        this.pdf = pdf;
    }

    /** Errors with {@code Unavailable} while too many wait. */
    Mono<byte[]> print(Paper paper) {
        return Mono.fromCallable(() -> pdf.of(paper))
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, e -> new Unavailable("Printing tickets", e));
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
