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
 * Runs admission ticks, each for one active sale. A tick also sets up a line that is missing, and applies a policy that the line does not
 * have yet.
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
                .description("Expired leases and missed turns ended by this node's ticks")
                .register(meters);
    }

    /** Errors if the tick fails; the next tick tries again. */
    public Mono<Void> tick(SalePolicy policy) {
        return gate.admit(policy.sale()).flatMap(outcome -> followUp(policy, outcome));
    }

    private Mono<Void> followUp(SalePolicy policy, AdmitOutcome outcome) {
        return switch (outcome) {
            case Called done -> {
                called.increment(done.called());
                ended.increment(done.ended());
                yield applyIfNewer(policy, done.policyVersion());
            }
            case Paused paused -> applyIfNewer(policy, paused.policyVersion());
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

    private Mono<Void> applyIfNewer(SalePolicy policy, long lineVersion) {
        return policy.version() > lineVersion ? control.apply(policy) : Mono.empty();
    }
}
