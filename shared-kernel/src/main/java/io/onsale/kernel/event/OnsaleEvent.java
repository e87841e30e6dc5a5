package io.onsale.kernel.event;

import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened and that other services react to. The simple class name is the {@code type} on the wire. Fields are only ever
 * added, and readers ignore unknown fields.
 */
public sealed interface OnsaleEvent
        permits OnsaleEvent.SalePublished,
                OnsaleEvent.BookingEvent,
                OnsaleEvent.LineEvent,
                SaleRevised,
                SeatsCounted,
                SeatsChanged {
    /** The Kafka key: records with the same key are read in the order in which they were written. */
    String orderingKey();

    /** The topic it is published to. */
    Topic topic();

    /**
     * A seller has published an event with its sale: everything queue-api and seat-api need to open it.
     *
     * @param visibleFrom from when everybody may see it; absent: immediately
     * @param sellerId who may see it before
     */
    record SalePublished(
            String saleId,
            String eventId,
            String title,
            SalePlan sale,
            List<Grade> grades,
            List<Performance> performances,
            SeatingPlan plan,
            @Nullable Instant visibleFrom,
            @Nullable String sellerId)
            implements OnsaleEvent {
        public SalePublished(
                String saleId,
                String eventId,
                String title,
                SalePlan sale,
                List<Grade> grades,
                List<Performance> performances,
                SeatingPlan plan) {
            this(saleId, eventId, title, sale, grades, performances, plan, null, null);
        }

        @Override
        public String orderingKey() {
            return saleId;
        }

        @Override
        public Topic topic() {
            return Topic.CATALOGUE;
        }
    }

    /** A booking awaits payment; until then its fan must not be removed from the sale. */
    record BookingPlaced(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            Instant expiresAt,
            @Nullable Instant placeSince)
            implements BookingEvent {
        public BookingPlaced(
                String bookingId,
                String saleId,
                String performanceId,
                String fanId,
                String reservationId,
                Instant expiresAt) {
            this(bookingId, saleId, performanceId, fanId, reservationId, expiresAt, null);
        }
    }

    /** The booking is paid: the seats are sold, and the fan's slot in the sale is free. */
    record BookingConfirmed(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds,
            Money total,
            @Nullable Instant placeSince)
            implements BookingEvent {
        public BookingConfirmed(
                String bookingId,
                String saleId,
                String performanceId,
                String fanId,
                String reservationId,
                List<String> seatIds,
                Money total) {
            this(bookingId, saleId, performanceId, fanId, reservationId, seatIds, total, null);
        }
    }

    /** The booking was not paid in time, and the payment provider holds no money for it: the seats are released. */
    record BookingExpired(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds,
            @Nullable Instant placeSince)
            implements BookingEvent {
        public BookingExpired(
                String bookingId,
                String saleId,
                String performanceId,
                String fanId,
                String reservationId,
                List<String> seatIds) {
            this(bookingId, saleId, performanceId, fanId, reservationId, seatIds, null);
        }
    }

    /** All or some seats of a confirmed booking were given back; the refund follows the policy. */
    record BookingCancelled(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds,
            @Nullable Instant placeSince)
            implements BookingEvent {
        public BookingCancelled(
                String bookingId,
                String saleId,
                String performanceId,
                String fanId,
                String reservationId,
                List<String> seatIds) {
            this(bookingId, saleId, performanceId, fanId, reservationId, seatIds, null);
        }
    }

    /** Something that happened to a booking. The events of one booking are published in order. */
    sealed interface BookingEvent extends OnsaleEvent {
        String bookingId();

        String saleId();

        String performanceId();

        String fanId();

        String reservationId();

        /** The {@code since} of the pass with which the seats were chosen; it identifies the fan's place. Null if unknown. */
        @Nullable
        Instant placeSince();

        @Override
        default String orderingKey() {
            return bookingId();
        }

        @Override
        default Topic topic() {
            return Topic.BOOKINGS;
        }
    }

    /**
     * A place in a line has changed its state, as decided by the line. Published in the order of decisions within a sale. A repeated
     * delivery has the same event id.
     *
     * @param entryId id in the line's log: milliseconds-sequence of the line's clock
     * @param kind {@code READY ADMITTED ENDED LEFT RESTORED CAPACITY EPOCH}
     * @param fanId empty if the whole line is concerned: {@code CAPACITY EPOCH}
     * @param number of the place, or 0
     * @param registration the number assigned at joining, as stated in the receipt, or 0
     * @param value {@code READY}: the time to claim by; {@code ADMITTED}: the end of the lease; both in ms of the sale's clock, which stops
     *     while the sale is paused. {@code CAPACITY}: the capacity. {@code EPOCH}: the epoch. Otherwise 0
     * @param reason why, e.g. {@code TURN JOIN CLAIM EXPIRED MISSED LEFT SERVED}
     * @param at time of the line's clock
     */
    record LineMoved(
            String saleId,
            String entryId,
            String kind,
            String fanId,
            long number,
            long registration,
            long value,
            String reason,
            Instant at)
            implements LineEvent {}

    /**
     * Fans have joined a line; sorted by number.
     *
     * @param entryId id in the line's list of joins: milliseconds-sequence of the line's clock
     * @param epoch of the line
     */
    record PlacesGiven(String saleId, String entryId, long epoch, List<GivenPlace> places, Instant at)
            implements LineEvent {}

    /**
     * The state or the limits of a sale were changed.
     *
     * @param changeId increases with each change of the sale
     * @param who an operator, or {@code system}
     * @param command {@code limit paused running draining closed …}
     * @param reason as shown to fans
     * @param endsPasses whether all passes of the sale become invalid
     */
    record SaleChanged(
            String saleId, long changeId, String who, String command, String reason, boolean endsPasses, Instant at)
            implements LineEvent {
        private static final Set<String> RUNS = Set.of("running", "draining", "closed");

        /** Whether the sale's clock, which drives its deadlines, stops at {@code at}. */
        public boolean stopsClock() {
            return command.equals("paused");
        }

        /** Whether the sale's clock runs from {@code at} on: it does in every state but paused. */
        public boolean startsClock() {
            return RUNS.contains(command);
        }
    }

    /** Something that happened in the line of one sale. */
    sealed interface LineEvent extends OnsaleEvent {
        String saleId();

        @Override
        default String orderingKey() {
            return saleId();
        }

        @Override
        default Topic topic() {
            return Topic.LINE;
        }
    }

    /**
     * A number in a line and the fan who has it.
     *
     * @param number the registration number: final in an {@code ARRIVAL} line, the input of the draw in a {@code RANDOM} line
     */
    record GivenPlace(long number, String fanId) {}

    /** The schedule and limits of a sale. */
    record SalePlan(
            @Nullable Instant lobbyOpensAt,
            Instant opensAt,
            Instant closesAt,
            String order,
            int capacity,
            int admissionsPerSecond,
            int maxSeatsPerFan) {}

    /** A price and the categories of the plan sold at that price. */
    record Grade(String name, Money price, List<String> categories) {}

    /** One date and time. */
    record Performance(String performanceId, Instant startsAt) {}
}
