package io.onsale.gatling.tally;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts journeys while they happen. Thread-safe; holds one number for each stage of each fan, so its size is the crowd's. */
public final class Journeys {
    private final Map<Outcome, AtomicInteger> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Stage, Millis> stages = new EnumMap<>(Stage.class);
    private final AtomicInteger seats = new AtomicInteger();

    public Journeys() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new AtomicInteger());
        }
        for (Stage stage : Stage.values()) {
            stages.put(stage, new Millis());
        }
    }

    public void ended(Outcome outcome) {
        of(outcomes, outcome).incrementAndGet();
    }

    public void took(Stage stage, long millis) {
        of(stages, stage).add(millis);
    }

    /** Notes that {@code count} more seats have tickets, and returns how many have in all. */
    public int seatsWon(int count) {
        return seats.addAndGet(count);
    }

    public JourneyFigures figures() {
        Map<Outcome, Integer> ends = new EnumMap<>(Outcome.class);
        outcomes.forEach((outcome, count) -> ends.put(outcome, count.get()));
        Map<Stage, JourneyFigures.Times> times = new EnumMap<>(Stage.class);
        stages.forEach((stage, millis) -> times.put(stage, millis.times()));
        return new JourneyFigures(ends, times, seats.get());
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("not counted: " + key);
        }
        return value;
    }
}
