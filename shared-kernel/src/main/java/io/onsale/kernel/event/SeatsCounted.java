package io.onsale.kernel.event;

import java.time.Instant;
import java.util.List;

/**
 * The seats of a performance, counted by grade. Readers ignore it if they know a higher version of the same performance.
 *
 * @param version of the counts; only increases
 * @param grades one entry per grade of the plan
 */
public record SeatsCounted(String saleId, String performanceId, long version, List<GradeCount> grades, Instant at)
        implements OnsaleEvent {
    /**
     * The number of seats of a grade in each state.
     *
     * @param held chosen by a fan and not paid for yet
     */
    public record GradeCount(String grade, int available, int held, int sold, int blocked) {}

    @Override
    public String orderingKey() {
        return performanceId;
    }

    @Override
    public Topic topic() {
        return Topic.SEATS;
    }
}
