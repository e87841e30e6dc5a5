package io.onsale.gatling.tally;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What became of a crowd.
 *
 * @param outcomes how many journeys ended how
 * @param times how long each stage took those who came that far
 * @param seats how many seats have tickets
 */
public record JourneyFigures(Map<Outcome, Integer> outcomes, Map<Stage, Times> times, int seats) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Percentiles in milliseconds. */
    public record Times(int count, long p50, long p99) {
        static final Times NONE = new Times(0, 0, 0);
    }

    public int of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    public Times of(Stage stage) {
        return times.getOrDefault(stage, Times.NONE);
    }

    /** Journeys that came to an end of any kind. */
    public int ended() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Journeys that the shop brought to their end: with tickets, or with the truth that none are left. */
    public int complete() {
        return of(Outcome.TICKETS) + of(Outcome.SOLD_OUT);
    }

    /** Whether at least 99 % of {@code fans} were brought to their end. */
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
