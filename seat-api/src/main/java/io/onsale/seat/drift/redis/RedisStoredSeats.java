package io.onsale.seat.drift.redis;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.drift.LedgerSeats.LedgerSeat;
import io.onsale.seat.drift.Slice;
import io.onsale.seat.drift.StoredSeats;
import io.onsale.seat.reservation.ReservedHolds.Doubt;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

final class RedisStoredSeats implements StoredSeats {
    enum AuditReply {
        SEATS
    }

    enum MendReply {
        MENDED,
        CHANGED
    }

    static final LuaScript<AuditReply> AUDIT_SEATS = SeatScripts.load("audit_seats", AuditReply.class);
    static final LuaScript<MendReply> MEND_SEAT = SeatScripts.load("mend_seat", MendReply.class);

    private static final String NONE = "-";

    private final SeatScripts scripts;
    private final SeatSlots slots;

    RedisStoredSeats(SeatScripts scripts, SeatSlots slots) {
        this.scripts = scripts;
        this.slots = slots;
    }

    @Override
    public Mono<StoredSlice> read(Slice slice, long epoch, List<LedgerSeat> live) {
        return slots.findKeys(slice.performance())
                .flatMap(keys -> scripts.runIn(
                        AUDIT_SEATS,
                        slice.performance(),
                        List.of(
                                keys.states(),
                                keys.owners(),
                                keys.holds(),
                                keys.fans(),
                                keys.reserving(),
                                keys.server()),
                        arguments(slice, epoch, live)))
                .map(reply -> page(slice.performance(), reply));
    }

    private static List<String> arguments(Slice slice, long epoch, List<LedgerSeat> live) {
        String holders = live.stream()
                .map(seat -> seat.fan() + " " + seat.hold().random())
                .distinct()
                .collect(Collectors.joining(" "));
        return List.of(Long.toString(epoch), Integer.toString(slice.first()), Integer.toString(slice.count()), holders);
    }

    private static StoredSlice page(PerformanceId performance, LuaReply<?> reply) {
        List<TakenSeat> taken = new ArrayList<>();
        Set<String> uncounted = new HashSet<>();
        for (Object entry : reply.from(1)) {
            String[] words = ((String) entry).split(" ", -1);
            if (words.length == 1) {
                uncounted.add(words[0]);
            } else {
                taken.add(taken(performance, words));
            }
        }
        return new StoredSlice(taken, uncounted);
    }

    /** Words as audit_seats.lua says. */
    private static TakenSeat taken(PerformanceId performance, String[] words) {
        Backing backing = switch (words[3]) {
            case "H" -> Backing.HOLD;
            case "D" -> Backing.DOUBT;
            case "R" -> Backing.RESERVATION;
            default -> Backing.NOTHING;
        };
        boolean isReserved = backing == Backing.DOUBT || backing == Backing.RESERVATION;
        return new TakenSeat(
                Integer.parseInt(words[0]),
                SeatStates.of(Integer.parseInt(words[1])),
                words[2].equals(NONE) ? "" : words[2],
                backing,
                isReserved
                        ? new Doubt(
                                new HoldId(performance, words[2]),
                                new FanId(words[4]),
                                new BookingId(words[5]),
                                new ReservationId(words[6]))
                        : null);
    }

    @Override
    public Mono<Void> mend(PerformanceId performance, int seat, SeatState found, String hold, SeatState become) {
        return slots.findKeys(performance)
                .flatMap(keys -> scripts.run(
                        MEND_SEAT,
                        performance,
                        List.of(keys.states(), keys.owners(), keys.holds(), keys.deltas(), keys.server()),
                        epoch -> List.of(
                                epoch,
                                Integer.toString(seat),
                                Integer.toString(found.bits()),
                                hold,
                                Integer.toString(become.bits()))))
                .then();
    }
}
