package io.onsale.queue.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.guard.Challenges.Challenge;
import io.onsale.queue.guard.Refusal.Flaw;
import io.onsale.queue.testing.ProofSolver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChallengesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final SaleId SALE = new SaleId("sale1");
    private static final SaleId OTHER_SALE = new SaleId("sale2");
    private static final FanId ANN = new FanId("ann");
    private static final FanId BEN = new FanId("ben");
    private static final int BITS = 9;

    private final AtomicLong nanos = new AtomicLong();
    private final Challenges challenges = at(NOW, new byte[32]);

    @Test
    void a_solved_challenge_has_no_flaw() {
        Challenge challenge = challenges.issue(SALE, ANN, BITS);

        assertThat(challenge.bits()).isEqualTo(BITS);
        assertThat(challenge.expiresAt()).isEqualTo(NOW.plus(Challenges.LIFE));
        assertThat(challenge.text()).hasSizeLessThan(80).matches("[!-~]+");
        assertThat(challenges.flaw(SALE, ANN, ProofSolver.solve(challenge.text(), BITS)))
                .isNull();
        assertThat(at(NOW.plusSeconds(119), new byte[32]).flaw(SALE, ANN, ProofSolver.solve(challenge.text(), BITS)))
                .isNull();
    }

    @Test
    void each_challenge_is_different() {
        assertThat(challenges.issue(SALE, ANN, BITS).text())
                .isNotEqualTo(challenges.issue(SALE, ANN, BITS).text());
    }

    @TestFactory
    Stream<DynamicTest> each_flaw_is_found() {
        String text = challenges.issue(SALE, ANN, BITS).text();
        Proof good = ProofSolver.solve(text, BITS);
        String[] parts = text.split("\\.");
        Map<String, Flawed> flawed = new LinkedHashMap<>();
        flawed.put("of another fan", new Flawed(Flaw.FOREIGN, () -> challenges.flaw(SALE, BEN, good)));
        flawed.put("of another sale", new Flawed(Flaw.FOREIGN, () -> challenges.flaw(OTHER_SALE, ANN, good)));
        flawed.put(
                "of another system",
                new Flawed(
                        Flaw.FOREIGN,
                        () -> at(
                                        NOW,
                                        "another secret of thirty-two bytes"
                                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                                .flaw(SALE, ANN, good)));
        flawed.put("made easier", foreign(parts[0], parts[1], "1", parts[3], parts[4]));
        flawed.put("made harder", foreign(parts[0], parts[1], "10", parts[3], parts[4]));
        flawed.put("made longer", foreign(parts[0], "zzzzzz", parts[2], parts[3], parts[4]));
        flawed.put("with another random part", foreign(parts[0], parts[1], parts[2], "0".repeat(26), parts[4]));
        flawed.put("with another MAC", foreign(parts[0], parts[1], parts[2], parts[3], "A".repeat(22)));
        flawed.put(
                "on its last second",
                new Flawed(
                        Flaw.EXPIRED,
                        () -> at(NOW.plus(Challenges.LIFE), new byte[32]).flaw(SALE, ANN, good)));
        flawed.put(
                "a day later",
                new Flawed(
                        Flaw.EXPIRED,
                        () -> at(NOW.plus(Duration.ofDays(1)), new byte[32]).flaw(SALE, ANN, good)));
        flawed.put(
                "without the work",
                new Flawed(Flaw.WEAK, () -> challenges.flaw(SALE, ANN, ProofSolver.weak(text, BITS))));
        flawed.put(
                "one bit short",
                new Flawed(Flaw.WEAK, () -> challenges.flaw(SALE, ANN, ProofSolver.exact(text, BITS - 1))));
        for (String broken : new String[] {
            "",
            "v1",
            "v1....",
            "v2" + text.substring(2),
            text + ".x",
            text + "=",
            " " + text,
            text.toUpperCase(java.util.Locale.ROOT),
            parts[0] + "." + parts[1] + ".-9." + parts[3] + "." + parts[4],
            parts[0] + "." + parts[1] + ".999." + parts[3] + "." + parts[4],
            parts[0] + ".zzzzzzzzzzzzz." + parts[2] + "." + parts[3] + "." + parts[4],
            "x".repeat(100_000)
        }) {
            flawed.put(
                    "challenge " + broken.substring(0, Math.min(30, broken.length())), malformed(broken, good.nonce()));
        }
        for (String nonce : new String[] {"", " ", "a b", "ä", "\n", "\0", "x".repeat(65), "x".repeat(100_000)}) {
            flawed.put("nonce of " + nonce.length() + " characters, " + nonce.hashCode(), malformed(text, nonce));
        }
        return flawed.entrySet().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.getKey(),
                        () -> assertThat(vector.getValue().check().get())
                                .isEqualTo(vector.getValue().flaw())));
    }

    private record Flawed(Flaw flaw, java.util.function.Supplier<@org.jspecify.annotations.Nullable Flaw> check) {}

    private Flawed foreign(String... parts) {
        return new Flawed(Flaw.FOREIGN, () -> challenges.flaw(SALE, ANN, new Proof(String.join(".", parts), "1")));
    }

    private Flawed malformed(String challenge, String nonce) {
        return new Flawed(Flaw.MALFORMED, () -> challenges.flaw(SALE, ANN, new Proof(challenge, nonce)));
    }

    @Test
    void a_challenge_is_identified_by_its_random_part() {
        String text = challenges.issue(SALE, ANN, BITS).text();

        assertThat(Challenges.id(new Proof(text, "1"))).isEqualTo(text.split("\\.")[3]);
    }

    @Test
    void the_difficulty_rises_and_falls_with_the_load() {
        assertThat(bitsAfter(199)).isEqualTo(BITS);
        assertThat(bitsAfter(200)).isEqualTo(BITS);
        assertThat(bitsAfter(1)).isEqualTo(BITS + 1); // 400: twice the threshold
        assertThat(bitsAfter(400)).isEqualTo(BITS + 2);
        assertThat(bitsAfter(800)).isEqualTo(BITS + 3);
        assertThat(bitsAfter(100_000)).isEqualTo(BITS + Challenges.GROWTH_MAX);
        assertThat(challenges.issue(OTHER_SALE, ANN, BITS).bits()).isEqualTo(BITS);
        assertThat(challenges.issue(SALE, ANN, 0).bits()).isZero();
        letPass(Duration.ofSeconds(2));
        assertThat(challenges.issue(SALE, ANN, BITS).bits()).isEqualTo(BITS);
    }

    @Test
    void the_load_is_that_of_the_last_second() {
        bitsAfter(400);
        letPass(Duration.ofMillis(1000));
        assertThat(challenges.growth(SALE)).isEqualTo(1);
        letPass(Duration.ofMillis(750));
        assertThat(challenges.growth(SALE)).isZero();
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> at(NOW, new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    private int bitsAfter(int moreJoins) {
        for (int i = 0; i < moreJoins; i++) {
            challenges.count(SALE);
        }
        return challenges.issue(SALE, ANN, BITS).bits();
    }

    private void letPass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Challenges at(Instant now, byte[] secret) {
        return new Challenges(secret, 200, Clock.fixed(now, ZoneOffset.UTC), nanos::get);
    }
}
