package io.onsale.kernel.event;

import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened and that another service acts on. The simple name is the {@code type} on the wire; fields are only
 * ever added, and readers ignore fields they do not know.
 */
public sealed interface OnsaleEvent {
    /** Records with the same key are read in the order they were written. */
    String orderingKey();

    /** The topic it is published to. */
    Topic topic();

    /** A seller has published an event with its sale: everything queue-api and seat-api need to open it. */
    record SalePublished(
            String saleId,
            String eventId,
            String title,
            SalePlan sale,
            List<Grade> grades,
            List<Performance> performances,
            SeatingPlan plan)
            implements OnsaleEvent {
        @Override
        public String orderingKey() {
            return saleId;
        }

        @Override
        public Topic topic() {
            return Topic.CATALOGUE;
        }
    }

    /** A booking is waiting for its money; its fan must not be sent out of the sale meanwhile. */
    record BookingPlaced(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            Instant expiresAt)
            implements BookingEvent {}

    /** Paid: the seats are sold and the fan's slot in the sale is free. */
    record BookingConfirmed(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds,
            Money total)
            implements BookingEvent {}

    /** Not paid in time, and the provider holds no money for it: the seats go back. */
    record BookingExpired(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds)
            implements BookingEvent {}

    /** Seats of a confirmed booking were given back (all of them or some); their money is refunded by policy. */
    record BookingCancelled(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds)
            implements BookingEvent {}

    /** What happens to a booking; in the order it happened. */
    sealed interface BookingEvent extends OnsaleEvent {
        String bookingId();

        String saleId();

        String performanceId();

        String fanId();

        String reservationId();

        @Override
        default String orderingKey() {
            return bookingId();
        }

        @Override
        default Topic topic() {
            return Topic.BOOKINGS;
        }
    }

    /** How a sale is to run. */
    record SalePlan(
            @Nullable Instant lobbyOpensAt,
            Instant opensAt,
            Instant closesAt,
            String order,
            int capacity,
            int admissionsPerSecond,
            int maxSeatsPerFan) {}

    /** A price and the plan's categories that are sold at it. */
    record Grade(String name, Money price, List<String> categories) {}

    /** One date and time. */
    record Performance(String performanceId, Instant startsAt) {}
}
