package io.onsale.gatling.tally;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The results of a crowd.
 *
 * @param outcomes how many journeys ended how
 * @param times how long each stage took the fans who reached it
 * @param seats how many seats have tickets
 */
public record JourneyFigures(Map<JourneyEnd, Integer> outcomes, Map<Stage, StageTimes> times, int seats) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Percentiles in milliseconds. */
    public record StageTimes(int count, long p50, long p99) {
        static final StageTimes NONE = new StageTimes(0, 0, 0);
    }

    public int of(JourneyEnd outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    public StageTimes of(Stage stage) {
        return times.getOrDefault(stage, StageTimes.NONE);
    }

    /** Journeys that have ended. */
    public int ended() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Journeys that the shop completed: with tickets, or with the correct answer that none are left. */
    public int complete() {
        return of(JourneyEnd.TICKETS) + of(JourneyEnd.SOLD_OUT);
    }

    /** Whether at least 99 % of {@code fans} completed their journeys. */
    public boolean isCompleteFor(int fans) {
        return complete() * 100L >= fans * 99L;
    }

    public void writeTo(Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    public static JourneyFigures readFrom(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), JourneyFigures.class);
    }
}
