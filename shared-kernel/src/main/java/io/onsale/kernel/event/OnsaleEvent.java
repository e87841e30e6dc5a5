package io.onsale.kernel.event;

import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

    /**
     * A seller has published an event with its sale: everything queue-api and seat-api need to open it.
     *
     * @param visibleFrom from when everybody may see it; absent: at once
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
        /** One that everybody may see at once. */
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

    /** A booking is waiting for its money; its fan must not be sent out of the sale meanwhile. */
    record BookingPlaced(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            Instant expiresAt,
            @Nullable Instant placeSince)
            implements BookingEvent {
        /** One whose place is not known. */
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

    /** Paid: the seats are sold and the fan's slot in the sale is free. */
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
        /** One whose place is not known. */
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

    /** Not paid in time, and the provider holds no money for it: the seats go back. */
    record BookingExpired(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds,
            @Nullable Instant placeSince)
            implements BookingEvent {
        /** One whose place is not known. */
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

    /** Seats of a confirmed booking were given back (all of them or some); their money is refunded by policy. */
    record BookingCancelled(
            String bookingId,
            String saleId,
            String performanceId,
            String fanId,
            String reservationId,
            List<String> seatIds,
            @Nullable Instant placeSince)
            implements BookingEvent {
        /** One whose place is not known. */
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

    /** What happens to a booking; in the order it happened. */
    sealed interface BookingEvent extends OnsaleEvent {
        String bookingId();

        String saleId();

        String performanceId();

        String fanId();

        String reservationId();

        /** The {@code since} of the pass under which the seats were chosen; it names the fan's place. Null if it is not known. */
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
     * A place in a line has moved on, as the line decided it. In the order of decisions within a sale; the event's id is the same
     * however often it comes.
     *
     * @param entryId of the line's log: milliseconds-sequence of its clock
     * @param kind {@code READY ADMITTED ENDED LEFT RESTORED CAPACITY EPOCH}
     * @param fanId empty for what concerns the whole line: {@code CAPACITY EPOCH}
     * @param number the place's, or 0
     * @param registration the number that was given at joining, which the receipt states, or 0
     * @param value {@code READY}: claim by, {@code ADMITTED}: end of the lease, both in ms of the sale's clock, which stands still
     *     while the sale is paused; {@code CAPACITY}: the capacity; {@code EPOCH}: the epoch; else 0
     * @param reason why, e.g. {@code TURN JOIN CLAIM EXPIRED MISSED LEFT SERVED}
     * @param at by the line's clock
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
     * Fans have joined a line, in the order of their numbers.
     *
     * @param entryId of the line's list of joins: milliseconds-sequence of its clock
     * @param epoch of the line
     */
    record PlacesGiven(String saleId, String entryId, long epoch, List<GivenPlace> places, Instant at)
            implements LineEvent {}

    /**
     * Somebody has changed how a sale runs.
     *
     * @param changeId grows with each change of the sale
     * @param who an operator, or {@code system}
     * @param command {@code limit paused running draining closed …}
     * @param reason as the fans see it
     * @param endsPasses whether no pass of the sale is good any more
     */
    record SaleChanged(
            String saleId, long changeId, String who, String command, String reason, boolean endsPasses, Instant at)
            implements LineEvent {
        private static final Set<String> RUNS = Set.of("running", "draining", "closed");

        /** Whether the sale's clock, by which deadlines run, stands still from {@code at} on. */
        public boolean stopsClock() {
            return command.equals("paused");
        }

        /** Whether it runs from {@code at} on: in every state but paused it does. */
        public boolean startsClock() {
            return RUNS.contains(command);
        }
    }

    /** What happens in the line of one sale. */
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
     * The seats of a performance by grade. Whoever knows a higher version of the performance has no use for this one.
     *
     * @param version of the seats; only grows
     * @param grades each grade of the plan once
     */
    record SeatsCounted(String saleId, String performanceId, long version, List<GradeCount> grades, Instant at)
            implements OnsaleEvent {
        @Override
        public String orderingKey() {
            return performanceId;
        }

        @Override
        public Topic topic() {
            return Topic.SEATS;
        }
    }

    /**
     * A number in a line and who has it.
     *
     * @param number the place's registration: final for an {@code ARRIVAL} line, what the draw starts from in a {@code RANDOM} one
     */
    record GivenPlace(long number, String fanId) {}

    /**
     * How many seats of a grade are in which state.
     *
     * @param held chosen by somebody, paid for by nobody yet
     */
    record GradeCount(String grade, int available, int held, int sold, int blocked) {}

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
