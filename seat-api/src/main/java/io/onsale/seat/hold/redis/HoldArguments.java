package io.onsale.seat.hold.redis;

import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.Wanted;
import io.onsale.seat.hold.Wanted.AreaSeats;
import io.onsale.seat.hold.Wanted.BestSeats;
import io.onsale.seat.plan.GeneralAdmission;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.RankedRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of hold_seats, in its header's order. */
final class HoldArguments {
    private static final int COUNT = 20;

    private HoldArguments() {}

    static List<String> of(NewHold newHold, Wanted wanted, String epoch, HoldSettings settings) {
        List<String> arguments = new ArrayList<>(COUNT);
        arguments.add(epoch);
        arguments.add(newHold.id().random());
        arguments.add(newHold.fan().value());
        arguments.add(newHold.key());
        arguments.add(newHold.digest());
        arguments.add(Long.toString(settings.timeToLive().toMillis()));
        arguments.add(Integer.toString(newHold.performance().maxSeatsPerFan()));
        Instant since = newHold.placeSince();
        arguments.add(since == null ? "" : Long.toString(since.toEpochMilli()));
        arguments.add(Long.toString(newHold.performance().startsAt().toEpochMilli()));
        arguments.add(seats(wanted.seats()));
        arguments.add(inAreas(wanted.inAreas()));
        arguments.add(rows(wanted.guardedRows()));
        addBest(arguments, wanted.best());
        arguments.add(wanted.replaces() == null ? "" : wanted.replaces().random());
        Instant ends = newHold.placeEnds();
        arguments.add(ends == null ? "" : Long.toString(ends.toEpochMilli()));
        arguments.add(Long.toString(settings.shortest().toMillis()));
        arguments.add(Integer.toString(settings.unbooked()));
        return arguments;
    }

    private static void addBest(List<String> arguments, @Nullable BestSeats best) {
        arguments.add(best == null ? "0" : Integer.toString(best.quantity()));
        arguments.add(best == null ? "" : runs(best.runs()));
        arguments.add(best == null ? "" : areas(best.areas()));
        arguments.add(best == null || best.isLastTry() ? "1" : "0");
    }

    private static String seats(List<HallSeat> seats) {
        StringBuilder text = new StringBuilder(seats.size() * 8);
        seats.forEach(seat -> text.append(seat.index()).append(' '));
        return text.toString();
    }

    private static String inAreas(List<AreaSeats> parts) {
        StringBuilder text = new StringBuilder(parts.size() * 16);
        for (AreaSeats part : parts) {
            text.append(part.area().first()).append(':').append(part.area().capacity());
            text.append(':').append(part.quantity()).append(' ');
        }
        return text.toString();
    }

    private static String areas(List<GeneralAdmission> areas) {
        StringBuilder text = new StringBuilder(areas.size() * 16);
        for (GeneralAdmission area : areas) {
            text.append(area.first()).append(':').append(area.capacity()).append(' ');
        }
        return text.toString();
    }

    private static String rows(List<List<RankedRun>> rows) {
        StringBuilder text = new StringBuilder(rows.size() * 32);
        for (int row = 0; row < rows.size(); row++) {
            for (RankedRun run : rows.get(row)) {
                text.append(row).append(':').append(run.first()).append(':').append(run.length());
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static String runs(List<RankedRun> runs) {
        StringBuilder text = new StringBuilder(runs.size() * 32);
        for (RankedRun run : runs) {
            text.append(run.row()).append(':').append(run.first()).append(':').append(run.length());
            text.append(':').append(run.away()).append(':').append(run.pitch());
            text.append(':').append(run.centre()).append(' ');
        }
        return text.toString();
    }
}
