package io.onsale.queue.eta;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.testing.Snapshots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionPaceTest {
    private AdmissionPace pace = AdmissionPace.from(aLine().at(0).taken());

    private Snapshots lineOf(int slots, long called, long taken, long seconds) {
        return aLine().slots(slots).called(called).let(0, taken).opensAt(0).at(seconds * 1_000);
    }

    /** Reads that line, and returns the ETA of a fan with this many fans ahead. */
    private @Nullable Eta eta(Snapshots line, long ahead) {
        pace = pace.after(line.taken());
        return pace.eta(ahead, line.taken());
    }

    @Test
    void a_fan_who_gets_a_free_slot_waits_for_the_rate_only() {
        assertThat(eta(lineOf(1_000, 20, 20, 2), 99)).isNull();
        assertThat(eta(lineOf(1_000, 40, 40, 4), 99)).isEqualTo(new Eta(10, 15));
        assertThat(eta(lineOf(1_000, 40, 40, 4), 959)).isNotNull();
        assertThat(eta(lineOf(1_000, 40, 40, 4), 960))
                .isNull(); // the first one after the free slots: none was freed yet
    }

    @Test
    void a_fan_who_needs_an_occupied_slot_waits_until_enough_are_freed() {
        for (int s = 2; s <= 100; s += 2) {
            eta(lineOf(100, 100 + s, 100, s), 0); // all are taken; one is freed per second
        }
        Eta eta = eta(lineOf(100, 202, 100, 102), 599);
        assertThat(eta).isNotNull();
        assertThat(eta.p50Seconds()).isBetween(595L, 605L);

        // an operator doubles the capacity: these are called immediately, and twice as many are freed
        Eta wider = eta(lineOf(200, 204, 100, 104), 599);
        assertThat(wider).isNotNull();
        assertThat(wider.p50Seconds()).isBetween(595L, 605L); // at the rate of calls so far
        Eta wide = eta(lineOf(200, 306, 200, 106), 499);
        assertThat(wide).isNotNull();
        assertThat(wide.p50Seconds()).isBetween(245L, 260L);
    }

    @Test
    void without_admissions_there_is_no_eta() {
        for (int s = 2; s <= 100; s += 2) {
            eta(lineOf(100, 100 + s, 100, s), 0);
        }
        assertThat(eta(lineOf(0, 202, 100, 102), 5)).isNull();
    }

    @Test
    void a_pause_is_not_measured_and_a_new_line_starts_a_new_measurement() {
        eta(lineOf(1_000, 20, 20, 2), 0);
        Eta before = eta(lineOf(1_000, 40, 40, 4), 99);
        eta(lineOf(1_000, 40, 40, 60).pausedAt(4_000), 99);
        assertThat(eta(lineOf(1_000, 60, 60, 62), 99)).isEqualTo(before).isNotNull();

        assertThat(eta(lineOf(1_000, 10, 10, 64), 99)).isNull(); // fewer calls than before
    }

    /** Simulates an opening: everybody is in the line, fans stay for random times, and some miss their turn. */
    private static final class Opening {
        private static final long TICK_MS = 200;
        private static final long CLAIM_WINDOW_MS = 45_000;
        private static final double NO_SHOW = 0.1;

        private final int slots;
        private final double rate;
        private final Random random;
        private final PriorityQueue<Long> ends = new PriorityQueue<>();
        private final @Nullable Prediction[] predicted;
        final List<Double> ratios = new ArrayList<>(); // predicted time divided by actual time
        int withinP50;
        int withinP90;

        Opening(int slots, double rate, int fans, long seed) {
            this.slots = slots;
            this.rate = rate;
            this.random = new Random(seed);
            this.predicted = new Prediction[fans];
        }

        void play() {
            AdmissionPace pace = AdmissionPace.from(line(0, 0).taken());
            double budget = 0;
            int called = 0;
            for (long now = TICK_MS; called < predicted.length; now += TICK_MS) {
                while (!ends.isEmpty() && ends.peek() <= now) {
                    ends.remove();
                }
                budget = Math.min(budget + rate * TICK_MS / 1_000, Math.max(1, rate / 4));
                for (; budget >= 1 && ends.size() < slots && called < predicted.length; budget--) {
                    turn(called++, now);
                }
                LineSnapshot line = line(now, called).taken();
                pace = pace.after(line);
                for (int fan = called; fan < predicted.length; fan++) {
                    Eta eta = predicted[fan] != null ? null : pace.eta(fan - called, line);
                    predicted[fan] = eta == null ? predicted[fan] : new Prediction(now, eta);
                }
            }
        }

        private Snapshots line(long now, int called) {
            return aLine().slots(slots)
                    .called(called)
                    .let(0, ends.size())
                    .opensAt(0)
                    .at(now);
        }

        private void turn(int fan, long now) {
            boolean comes = random.nextDouble() >= NO_SHOW;
            double minutes = 2.5 * Math.exp(0.6 * random.nextGaussian()); // median 2.5 min, a few three times as long
            ends.add(now + (comes ? (long) Math.min(minutes * 60_000, 600_000) : CLAIM_WINDOW_MS));
            Prediction prediction = predicted[fan];
            if (prediction != null) {
                withinP50 += prediction.isWithinP50(now) ? 1 : 0;
                withinP90 += prediction.isWithinP90(now) ? 1 : 0;
                ratios.add(prediction.eta().p50Seconds() * 1_000.0 / Math.max(1_000, now - prediction.atMs()));
            }
        }

        double ratio(double share) {
            double[] sorted =
                    ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[(int) (sorted.length * share)];
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 50, 10000", // filled within 20 s, then all wait for slots
        "2000, 10, 10000", // filled slowly, while the first fans leave
        "100, 10, 2000",
        "30, 5, 400",
        "50000, 100, 20000" // never filled
    })
    void the_first_eta_holds_in_nine_of_ten_cases_and_is_not_much_too_long(int slots, double rate, int fans) {
        for (long seed : LongStream.rangeClosed(1, 5).toArray()) {
            Opening opening = new Opening(slots, rate, fans, seed);
            opening.play();

            String what = "seed " + seed + ": of " + opening.ratios.size() + " predictions within p50 "
                    + opening.withinP50 + ", within p90 " + opening.withinP90 + ", ratios "
                    + Arrays.toString(new double[] {opening.ratio(0.1), opening.ratio(0.5), opening.ratio(0.9)});
            assertThat(opening.ratios.size()).as(what).isGreaterThan(fans * 8 / 10);
            assertThat(opening.withinP90).as(what).isGreaterThanOrEqualTo(opening.ratios.size() * 9 / 10);
            assertThat(opening.ratio(0.5)).as(what).isBetween(0.7, 1.6);
        }
    }
}
