package io.onsale.queue.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmitOutcome.Called;
import io.onsale.queue.admission.AdmitOutcome.NoLine;
import io.onsale.queue.admission.AdmitOutcome.Paused;
import io.onsale.queue.admission.AdmitOutcome.Rebuilding;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SalePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Ticks of admission, each of one sale that this node looks after. On the way they set up lines that are missing, and bring policies to
 * lines that have not heard of them.
 */
public final class Admissions {
    private static final Logger LOG = LoggerFactory.getLogger(Admissions.class);

    private final Gate gate;
    private final LineControl control;
    private final Insiders insiders;
    private final Counter called;
    private final Counter ended;

    public Admissions(Gate gate, LineControl control, Insiders insiders, MeterRegistry meters) {
        this.gate = gate;
        this.control = control;
        this.insiders = insiders;
        this.called = Counter.builder("onsale.queue.called")
                .description("Fans called by this node's ticks")
                .register(meters);
        this.ended = Counter.builder("onsale.queue.lapsed")
                .description("Leases and turns ended by this node's ticks")
                .register(meters);
    }

    /** Errors if it is not done; the next one tries again. */
    public Mono<Void> tick(SalePolicy policy) {
        return gate.admit(policy.sale()).flatMap(outcome -> follow(policy, outcome));
    }

    private Mono<Void> follow(SalePolicy policy, AdmitOutcome outcome) {
        return switch (outcome) {
            case Called done -> {
                called.increment(done.called());
                ended.increment(done.ended());
                yield bring(policy, done.policyVersion());
            }
            case Paused paused -> bring(policy, paused.policyVersion());
            case NoLine none -> {
                LOG.info("Setting up the line of sale {}", policy.sale());
                yield control.open(policy);
            }
            case Rebuilding after -> rebuild(policy.sale(), after.epoch());
        };
    }

    private Mono<Void> rebuild(SaleId sale, long epoch) {
        return insiders.of(sale)
                .doOnNext(inside ->
                        LOG.warn("The line of sale {} was lost; {} fans inside hold a pass", sale, inside.size()))
                .flatMap(inside -> gate.rebuild(sale, epoch, inside));
    }

    private Mono<Void> bring(SalePolicy policy, long obeyed) {
        return policy.version() > obeyed ? control.apply(policy) : Mono.empty();
    }
}
