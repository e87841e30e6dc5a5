package io.onsale.seat.plan;

import io.onsale.kernel.event.SeatingPlan.Feature;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import java.util.List;

/**
 * One seat of a hall.
 *
 * @param index its position in the plan's order, from 0
 * @param label what people read, e.g. {@code F1 A-12}, or {@code F1 Row 7 Seat 12} where the plan has words for it; the area's name for
 *     a seat of general admission
 * @param features what is special about it; empty for most
 */
public record HallSeat(int index, SeatId id, String label, String grade, Money price, List<Feature> features) {}
