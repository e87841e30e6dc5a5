package io.onsale.portone.ledger;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.payment.Decision;
import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.Outcome;
import io.onsale.portone.payment.Payment;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PaymentId;
import io.onsale.portone.payment.PaymentRules;
import io.onsale.portone.payment.Refusal;
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
 * All payments. One thread decides on every command in turn, so that no two commands ever look at the same money, and
 * writes down what it decided: everything that has queued up goes to the journal in one append and one sync, and only
 * then can anybody read it or is anybody answered.
 */
public final class Ledger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    /** Payments kept; at about 0.4 kB each 80 MB, and several sold-out stadiums. Past it new ones are refused. */
    public static final int PAYMENTS_MAX = 200_000;
    // commands waiting for the writer; at tens of thousands a second less than a second's work. Past it: 503
    private static final int WAITING_MAX = 16_384;
    // commands under one sync; bounds the bytes of one append to about 1 MB and the wait of the first in it
    private static final int BATCH_MAX = 1_024;
    // the writer needs one batch's time to stop; a disk that takes longer is broken
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

    private record Waiting(PaymentCommand command, @Nullable RequestKey key, Sinks.One<Committed> answer) {}

    private final Journal journal;
    private final PaymentRules rules;
    private final Clock clock;
    private final int paymentsMax;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final ConcurrentMap<PaymentId, Payment> payments = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, PaymentId> byPosition = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, Totals> totals = new ConcurrentHashMap<>();
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

    /** What an earlier run answered to a named request. */
    @FunctionalInterface
    public interface EarlierAnswers {
        void restore(RequestKey key, Outcome outcome, Instant at);
    }

    /** Reads the journal, then takes commands. */
    public void start(EarlierAnswers answers) throws IOException {
        journal.replay(line -> {
            Payment after = PaymentRules.apply(payments.get(line.fact().paymentId()), line.fact(), nextPosition);
            publish(after, line.fact());
            nextPosition = Math.max(nextPosition, after.position() + 1);
            if (line.key() != null) {
                answers.restore(
                        line.key(), Outcome.of(line.fact(), after), line.fact().at());
            }
        });
        writer.start();
    }

    /** Takes the command now, also if nobody waits for the result; fails with {@link LedgerUnavailable}. */
    public Mono<Committed> submit(PaymentCommand command, @Nullable RequestKey key) {
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

    public Optional<Payment> find(PaymentId id) {
        return Optional.ofNullable(payments.get(id));
    }

    /** Payments after a position, in the order of their positions, as they are now. */
    public List<Payment> page(long afterPosition, int size, Predicate<Payment> wanted) {
        return stream(afterPosition).filter(wanted).limit(size).toList();
    }

    public Totals totals(String currency) {
        return totals.getOrDefault(currency, Totals.zero(currency));
    }

    /** Finishes what is waiting, then stops the writer and closes the journal. */
    @Override
    public void close() {
        closing = true;
        try {
            if (writer.isAlive() && !writer.join(CLOSE_WAIT)) {
                LOG.log(System.Logger.Level.ERROR, "the ledger's writer did not stop in {0}", CLOSE_WAIT);
                return; // closing the journal under its hands could tear a line
            }
            journal.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the journal could not be closed", e);
        }
    }

    private Stream<Payment> stream(long afterPosition) {
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
            Thread.currentThread().interrupt(); // nobody interrupts it; if so, it stops like a closed one
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
            Waiting first = waiting.poll(50, TimeUnit.MILLISECONDS); // how soon a close is seen
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

    private void commit(List<Waiting> batch) {
        Map<PaymentId, Payment> changed = new HashMap<>();
        List<JournalLine> lines = new ArrayList<>();
        List<Payment> afterEachLine = new ArrayList<>();
        List<Committed> results = new ArrayList<>(batch.size());
        long positionBefore = nextPosition;
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            for (Waiting item : batch) {
                PaymentId id = item.command().paymentId();
                Payment before = changed.getOrDefault(id, payments.get(id));
                Decision decision = full(before, item.command())
                        ? new Decision.Answer(new Outcome.Refused(Refusal.SIMULATOR_FULL))
                        : rules.decide(before, item.command(), now);
                switch (decision) {
                    case Decision.Answer answer -> results.add(new Committed(answer.outcome(), null));
                    case Decision.Write write -> {
                        Payment after = PaymentRules.apply(before, write.fact(), nextPosition);
                        nextPosition = Math.max(nextPosition, after.position() + 1);
                        changed.put(id, after);
                        lines.add(new JournalLine(write.fact(), item.key()));
                        afterEachLine.add(after);
                        results.add(new Committed(Outcome.of(write.fact(), after), write.fact()));
                    }
                }
            }
            if (!lines.isEmpty() && broken) {
                throw new IOException("an earlier append failed");
            }
            if (!lines.isEmpty()) {
                journal.append(lines);
            }
        } catch (IOException | RuntimeException e) {
            // what was decided on top of unwritten facts is void too; the file's end is unknown now, so no more writing
            nextPosition = positionBefore;
            broken = broken || e instanceof IOException;
            LOG.log(System.Logger.Level.ERROR, "the ledger could not write " + lines.size() + " facts", e);
            fail(batch, new LedgerUnavailable("the ledger could not write", e));
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            publish(afterEachLine.get(i), lines.get(i).fact());
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().tryEmitValue(results.get(i));
        }
    }

    private boolean full(@Nullable Payment before, PaymentCommand command) {
        return before == null && command instanceof PaymentCommand.PreRegister && nextPosition > paymentsMax;
    }

    private void publish(Payment after, Fact fact) {
        payments.put(after.id(), after);
        byPosition.put(after.position(), after.id());
        switch (fact) {
            case Fact.Paid paid ->
                totals.merge(
                        after.currency(),
                        Totals.zero(after.currency()).withCaptured(after.total()),
                        (sum, first) -> sum.withCaptured(after.total()));
            case Fact.Refunded refunded ->
                totals.merge(
                        after.currency(),
                        Totals.zero(after.currency()).withRefunded(refunded.amount()),
                        (sum, first) -> sum.withRefunded(refunded.amount()));
            case Fact.PreRegistered f -> {}
            case Fact.CheckedOut f -> {}
            case Fact.Failed f -> {}
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
