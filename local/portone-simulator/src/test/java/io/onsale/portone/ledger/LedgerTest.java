package io.onsale.portone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.MerchantPaymentId;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PaymentOutcome;
import io.onsale.portone.payment.PaymentRules;
import io.onsale.portone.payment.PortOneError;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LedgerTest {
    private final SlowDisk journal = new SlowDisk();
    private final Ledger ledger =
            new Ledger(journal, new PaymentRules(new Identifiers(1, "secret")), Clock.systemUTC(), 100);

    @AfterEach
    void close() {
        journal.open.countDown();
        ledger.close();
    }

    @Test
    void nothing_is_answered_or_readable_before_it_is_written() throws Exception {
        ledger.start((key, outcome, at) -> {});

        Mono<LedgerResult> answer = ledger.submit(preRegister("p-1"), null);
        journal.entered.await();
        assertThat(ledger.find(new MerchantPaymentId("p-1"))).isEmpty();
        assertThat(answer.toFuture()).isNotDone();

        journal.open.countDown();
        assertThat(get(answer)).isInstanceOf(PaymentOutcome.PriceFixed.class);
        assertThat(ledger.find(new MerchantPaymentId("p-1"))).isPresent();
    }

    @Test
    void what_queues_up_during_a_write_shares_the_next_one() throws Exception {
        ledger.start((key, outcome, at) -> {});
        Mono<LedgerResult> first = ledger.submit(preRegister("p-0"), null);
        journal.entered.await();

        List<Mono<LedgerResult>> rest = IntStream.range(1, 100)
                .mapToObj(i -> ledger.submit(preRegister("p-" + i), null))
                .toList();
        journal.open.countDown();

        assertThat(get(first)).isInstanceOf(PaymentOutcome.PriceFixed.class);
        rest.forEach(answer -> assertThat(get(answer)).isInstanceOf(PaymentOutcome.PriceFixed.class));
        assertThat(journal.appends).hasValue(2);
    }

    @Test
    void a_failed_write_is_answered_as_a_failure_and_nothing_is_written_any_more() throws Exception {
        ledger.start((key, outcome, at) -> {});
        journal.open.countDown();
        get(ledger.submit(preRegister("p-1"), null));
        journal.fails = true;

        Mono<LedgerResult> lost =
                ledger.submit(new PaymentCommand.CheckOut(new MerchantPaymentId("p-1"), Card.OK), null);
        assertThatThrownBy(() -> get(lost)).isInstanceOf(LedgerUnavailable.class);
        journal.fails = false;

        Mono<LedgerResult> after = ledger.submit(preRegister("p-2"), null);
        assertThatThrownBy(() -> get(after)).isInstanceOf(LedgerUnavailable.class);
        assertThat(ledger.find(new MerchantPaymentId("p-1")).orElseThrow().attempt())
                .isZero();
        assertThat(ledger.page(0, 10, payment -> true)).hasSize(1);
    }

    @Test
    void a_full_ledger_takes_no_new_payment_but_serves_the_old() throws Exception {
        ledger.start((key, outcome, at) -> {});
        journal.open.countDown();
        IntStream.range(0, 100).forEach(i -> get(ledger.submit(preRegister("p-" + i), null)));

        assertThat(get(ledger.submit(preRegister("p-100"), null)))
                .isEqualTo(new PaymentOutcome.CommandRefused(PortOneError.SIMULATOR_FULL));
        assertThat(get(ledger.submit(new PaymentCommand.CheckOut(new MerchantPaymentId("p-99"), Card.OK), null)))
                .isInstanceOf(PaymentOutcome.Authenticated.class);
    }

    @Test
    void a_closed_ledger_finishes_what_it_took_and_takes_no_more() throws Exception {
        ledger.start((key, outcome, at) -> {});
        Mono<LedgerResult> taken = ledger.submit(preRegister("p-1"), null);
        journal.entered.await();

        journal.open.countDown();
        ledger.close();

        assertThat(get(taken)).isInstanceOf(PaymentOutcome.PriceFixed.class);
        Mono<LedgerResult> late = ledger.submit(preRegister("p-2"), null);
        assertThatThrownBy(() -> get(late)).isInstanceOf(LedgerUnavailable.class);
    }

    private static PaymentCommand preRegister(String id) {
        return new PaymentCommand.PreRegister(new MerchantPaymentId(id), 1_000, 0, "KRW");
    }

    private static PaymentOutcome get(Mono<LedgerResult> answer) {
        LedgerResult done = answer.block(Duration.ofSeconds(20));
        if (done == null) {
            throw new AssertionError("no answer");
        }
        return done.outcome();
    }

    /** A disk whose writes wait until the test releases them, and fail when the test demands it. */
    private static final class SlowDisk implements Journal {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        final AtomicInteger appends = new AtomicInteger();
        volatile boolean fails;

        @Override
        public long seed() {
            return 1;
        }

        @Override
        public void replay(Consumer<JournalLine> lines) {}

        @Override
        public void append(List<JournalLine> lines) throws IOException {
            entered.countDown();
            appends.incrementAndGet();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (fails) {
                throw new IOException("the disk is gone");
            }
        }

        @Override
        public void close() {}
    }
}
