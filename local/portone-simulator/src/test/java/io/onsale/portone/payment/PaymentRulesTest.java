package io.onsale.portone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands, in any order: the money adds up and states move along their edges only. The seed names the failing run. */
class PaymentRulesTest {
    private static final Map<PaymentStatus, Set<PaymentStatus>> EDGES = new EnumMap<>(Map.of(
            PaymentStatus.READY, EnumSet.of(PaymentStatus.READY, PaymentStatus.PAY_PENDING),
            PaymentStatus.PAY_PENDING,
                    EnumSet.of(
                            PaymentStatus.PAY_PENDING, PaymentStatus.READY, PaymentStatus.PAID, PaymentStatus.FAILED),
            PaymentStatus.FAILED, EnumSet.of(PaymentStatus.READY, PaymentStatus.PAY_PENDING),
            PaymentStatus.PAID, EnumSet.of(PaymentStatus.PARTIAL_CANCELLED, PaymentStatus.CANCELLED),
            PaymentStatus.PARTIAL_CANCELLED, EnumSet.of(PaymentStatus.PARTIAL_CANCELLED, PaymentStatus.CANCELLED),
            PaymentStatus.CANCELLED, EnumSet.noneOf(PaymentStatus.class)));
    private static final MerchantPaymentId ID = new MerchantPaymentId("p-1");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Identifiers identifiers = new Identifiers(1, "secret");
    private final PaymentRules rules = new PaymentRules(identifiers);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void money_and_states_hold_under_any_commands(long seed) {
        Random random = new Random(seed);
        int captured = 0;
        for (int run = 0; run < 200; run++) {
            SimulatedPayment payment = null;
            for (int step = 0; step < 60; step++) {
                SimulatedPayment before = payment;
                Decision decision = rules.decide(before, command(random, before), NOW);
                if (decision instanceof Decision.Write write) {
                    payment = PaymentRules.apply(before, write.fact(), 1);
                    check(seed, before, payment);
                }
            }
            captured += payment == null ? 0 : payment.captures();
        }
        assertThat(captured).as("runs that got as far as a charge").isGreaterThan(50);
    }

    private static void check(long seed, @Nullable SimulatedPayment before, SimulatedPayment after) {
        String run = "seed " + seed + ": " + before + " -> " + after;
        assertThat(after.refunded()).as(run).isBetween(0L, after.captured());
        assertThat(after.captures()).as(run).isEqualTo(after.status().isCaptured() ? 1 : 0);
        assertThat(after.status() == PaymentStatus.CANCELLED)
                .as(run)
                .isEqualTo(after.status().isCaptured() && after.refundable() == 0);
        if (before != null) {
            assertThat(EDGES.getOrDefault(before.status(), Set.of())).as(run).contains(after.status());
            if (before.status().isCaptured()) {
                assertThat(after.total()).as(run).isEqualTo(before.total());
            }
        }
    }

    private PaymentCommand command(Random random, @Nullable SimulatedPayment payment) {
        return switch (random.nextInt(6)) {
            case 0 -> new PaymentCommand.PreRegister(ID, 1_000 + random.nextInt(3), 0, "KRW");
            case 1 -> new PaymentCommand.CheckOut(ID, Card.values()[random.nextInt(Card.values().length)]);
            case 2, 3 -> new PaymentCommand.Confirm(ID, token(random, payment), null, null, null, null, null);
            default ->
                new PaymentCommand.Cancel(
                        ID,
                        random.nextInt(4) == 0 ? null : 1L + random.nextInt(400),
                        null,
                        null,
                        "x",
                        null,
                        Trigger.API);
        };
    }

    private String token(Random random, @Nullable SimulatedPayment payment) {
        return payment == null || random.nextInt(4) == 0 ? "pt_wrong" : identifiers.paymentToken(payment);
    }
}
