package io.onsale.gatling.tally;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts journeys while they happen. Thread-safe; holds one number per stage and fan. */
public final class Journeys {
    private final Map<JourneyEnd, AtomicInteger> outcomes = new EnumMap<>(JourneyEnd.class);
    private final Map<Stage, Millis> stages = new EnumMap<>(Stage.class);
    private final AtomicInteger seats = new AtomicInteger();

    public Journeys() {
        for (JourneyEnd outcome : JourneyEnd.values()) {
            outcomes.put(outcome, new AtomicInteger());
        }
        for (Stage stage : Stage.values()) {
            stages.put(stage, new Millis());
        }
    }

    public void ended(JourneyEnd outcome) {
        of(outcomes, outcome).incrementAndGet();
    }

    public void took(Stage stage, long millis) {
        of(stages, stage).add(millis);
    }

    /** Adds seats that have tickets, and returns how many there are in all. */
    public int seatsWon(int count) {
        return seats.addAndGet(count);
    }

    public JourneyFigures figures() {
        Map<JourneyEnd, Integer> ends = new EnumMap<>(JourneyEnd.class);
        outcomes.forEach((outcome, count) -> ends.put(outcome, count.get()));
        Map<Stage, JourneyFigures.StageTimes> times = new EnumMap<>(Stage.class);
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
