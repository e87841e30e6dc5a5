package io.onsale.portone.ledger;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.payment.Decision;
import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.MerchantPaymentId;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PaymentOutcome;
import io.onsale.portone.payment.PaymentRules;
import io.onsale.portone.payment.PortOneError;
import io.onsale.portone.payment.SimulatedPayment;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * All payments. One thread decides all commands one after the other, so that no two commands use the same money. It writes all decisions
 * of a batch to the journal in one append and one sync; only after that can they be read, and only then are the commands answered.
 */
public final class Ledger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    /** Payments kept; at about 0.4 kB each 80 MB, as many as several sold-out stadiums need. Above it new ones are refused. */
    public static final int PAYMENTS_MAX = 200_000;
    // commands waiting for the writer: at tens of thousands per second less than a second's work. Above it: 503
    private static final int WAITING_MAX = 16_384;
    // commands per sync: limits an append to about 1 MB, and the wait of its first command
    private static final int BATCH_MAX = 1_024;
    // the writer needs the time of one batch to stop; a disk that takes longer is broken
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

    private record Waiting(PaymentCommand command, @Nullable RequestKey key, Sinks.One<LedgerResult> answer) {}

    private final Journal journal;
    private final PaymentRules rules;
    private final Clock clock;
    private final int paymentsMax;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final ConcurrentMap<MerchantPaymentId, SimulatedPayment> payments = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, MerchantPaymentId> byPosition = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, LedgerTotals> totals = new ConcurrentHashMap<>();
    private final Thread writer = new Thread(this::write, "portone-ledger");
    private volatile boolean closing;
    private volatile boolean broken;
    private long nextPosition = 1;

    public Ledger(Journal journal, PaymentRules rules, Clock clock) {
        this(journal, rules, clock, PAYMENTS_MAX);
    }

    Ledger(Journal journal, PaymentRules rules, Clock clock, int paymentsMax) {
        this.journal = journal;
        this.rules = rules;
        this.clock = clock;
        this.paymentsMax = paymentsMax;
        writer.setDaemon(true);
    }

    /** Receives what an earlier run answered to requests with an idempotency key. */
    @FunctionalInterface
    public interface EarlierAnswers {
        void restore(RequestKey key, PaymentOutcome outcome, Instant at);
    }

    /** Reads the journal, then takes commands. */
    public void start(EarlierAnswers answers) throws IOException {
        journal.replay(line -> {
            SimulatedPayment after =
                    PaymentRules.apply(payments.get(line.fact().paymentId()), line.fact(), nextPosition);
            publish(after, line.fact());
            nextPosition = Math.max(nextPosition, after.position() + 1);
            if (line.key() != null) {
                answers.restore(
                        line.key(),
                        PaymentOutcome.of(line.fact(), after),
                        line.fact().at());
            }
        });
        writer.start();
    }

    /** Accepts the command at once, even if nobody waits for the result; fails with {@link LedgerUnavailable}. */
    public Mono<LedgerResult> submit(PaymentCommand command, @Nullable RequestKey key) {
        Waiting item = new Waiting(command, key, Sinks.one());
        if (closing || broken) {
            return Mono.error(new LedgerUnavailable("the ledger takes no more commands"));
        }
        if (!waiting.offer(item)) {
            return Mono.error(new LedgerUnavailable(WAITING_MAX + " commands are waiting for the ledger"));
        }
        if (closing && waiting.remove(item)) { // the writer may have stopped in between
            return Mono.error(new LedgerUnavailable("the ledger is closed"));
        }
        return item.answer().asMono();
    }

    public Optional<SimulatedPayment> find(MerchantPaymentId id) {
        return Optional.ofNullable(payments.get(id));
    }

    /** Payments after a position, in the order of their positions, as they are now. */
    public List<SimulatedPayment> page(long afterPosition, int size, Predicate<SimulatedPayment> wanted) {
        return stream(afterPosition).filter(wanted).limit(size).toList();
    }

    public LedgerTotals totals(String currency) {
        return totals.getOrDefault(currency, LedgerTotals.zero(currency));
    }

    /** Finishes what is waiting, then stops the writer and closes the journal. */
    @Override
    public void close() {
        closing = true;
        try {
            if (writer.isAlive() && !writer.join(CLOSE_WAIT)) {
                LOG.log(System.Logger.Level.ERROR, "the ledger's writer did not stop in {0}", CLOSE_WAIT);
                return; // closing the journal during a write could tear a line
            }
            journal.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the journal could not be closed", e);
        }
    }

    private Stream<SimulatedPayment> stream(long afterPosition) {
        return byPosition.tailMap(afterPosition, false).values().stream().flatMap(id -> find(id).stream());
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>(BATCH_MAX);
        try {
            while (next(batch)) {
                commit(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // not expected; it stops as if it were closed
        } finally {
            closing = true;
            refuseAll(batch);
            waiting.drainTo(batch);
            refuseAll(batch);
        }
    }

    /** Waits for work; false when the ledger is closing and nothing is left. */
    private boolean next(List<Waiting> batch) throws InterruptedException {
        while (true) {
            Waiting first = waiting.poll(50, TimeUnit.MILLISECONDS); // the longest delay until a close is noticed
            if (first != null) {
                batch.add(first);
                waiting.drainTo(batch, BATCH_MAX - 1);
                return true;
            }
            if (closing) {
                return false;
            }
        }
    }

    /** The decisions on one batch; nothing of it is visible before {@link #publish}. */
    private final class Decided {
        private final Map<MerchantPaymentId, SimulatedPayment> changed = new HashMap<>();
        private final List<JournalLine> lines = new ArrayList<>();
        private final List<SimulatedPayment> afterEachLine = new ArrayList<>();
        private final List<LedgerResult> results = new ArrayList<>();

        void add(Waiting item, Instant now) {
            MerchantPaymentId id = item.command().paymentId();
            SimulatedPayment before = changed.getOrDefault(id, payments.get(id));
            Decision decision = full(before, item.command())
                    ? new Decision.NoFact(new PaymentOutcome.CommandRefused(PortOneError.SIMULATOR_FULL))
                    : rules.decide(before, item.command(), now);
            switch (decision) {
                case Decision.NoFact none -> results.add(new LedgerResult(none.outcome(), null));
                case Decision.Write write -> {
                    SimulatedPayment after = PaymentRules.apply(before, write.fact(), nextPosition);
                    nextPosition = Math.max(nextPosition, after.position() + 1);
                    changed.put(id, after);
                    lines.add(new JournalLine(write.fact(), item.key()));
                    afterEachLine.add(after);
                    results.add(new LedgerResult(PaymentOutcome.of(write.fact(), after), write.fact()));
                }
            }
        }

        void write() throws IOException {
            if (!lines.isEmpty() && broken) {
                throw new IOException("an earlier append failed");
            }
            if (!lines.isEmpty()) {
                journal.append(lines);
            }
        }

        void publishAll() {
            for (int i = 0; i < lines.size(); i++) {
                publish(afterEachLine.get(i), lines.get(i).fact());
            }
        }
    }

    private void commit(List<Waiting> batch) {
        Decided decided = new Decided();
        long positionBefore = nextPosition;
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            batch.forEach(item -> decided.add(item, now));
            decided.write();
        } catch (IOException | RuntimeException e) {
            // decisions that build on unwritten facts are void, too; the end of the file is unknown now, so nothing
            // more is written
            nextPosition = positionBefore;
            broken = broken || e instanceof IOException;
            LOG.log(System.Logger.Level.ERROR, "the ledger could not write " + decided.lines.size() + " facts", e);
            fail(batch, new LedgerUnavailable("the ledger could not write", e));
            return;
        }
        decided.publishAll();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().tryEmitValue(decided.results.get(i));
        }
    }

    private boolean full(@Nullable SimulatedPayment before, PaymentCommand command) {
        return before == null && command instanceof PaymentCommand.PreRegister && nextPosition > paymentsMax;
    }

    private void publish(SimulatedPayment after, Fact fact) {
        payments.put(after.id(), after);
        byPosition.put(after.position(), after.id());
        switch (fact) {
            case Fact.Paid paid ->
                totals.merge(
                        after.currency(),
                        LedgerTotals.zero(after.currency()).withCaptured(after.total()),
                        (sum, first) -> sum.withCaptured(after.total()));
            case Fact.Refunded refunded ->
                totals.merge(
                        after.currency(),
                        LedgerTotals.zero(after.currency()).withRefunded(refunded.amount()),
                        (sum, first) -> sum.withRefunded(refunded.amount()));
            case Fact.PreRegistered f -> {}
            case Fact.CheckedOut f -> {}
            case Fact.ChargeFailed f -> {}
        }
    }

    private static void refuseAll(List<Waiting> batch) {
        fail(batch, new LedgerUnavailable("the ledger is closed"));
        batch.clear();
    }

    private static void fail(List<Waiting> batch, LedgerUnavailable why) {
        batch.forEach(item -> item.answer().tryEmitError(why));
    }
}
