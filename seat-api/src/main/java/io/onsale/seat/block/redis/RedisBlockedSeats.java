package io.onsale.seat.block.redis;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.block.BlockedSeats;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

final class RedisBlockedSeats implements BlockedSeats {
    enum BlockReply {
        DONE
    }

    static final LuaScript<BlockReply> BLOCK_SEATS = SeatScripts.load("block_seats", BlockReply.class);

    private final SeatScripts scripts;
    private final SeatSlots slots;

    RedisBlockedSeats(SeatScripts scripts, SeatSlots slots) {
        this.scripts = scripts;
        this.slots = slots;
    }

    @Override
    public Mono<StateChange> set(PerformanceId performance, List<HallSeat> seats, SeatState state) {
        return slots.findKeys(performance)
                .flatMap(keys -> scripts.run(
                        BLOCK_SEATS,
                        performance,
                        List.of(keys.states(), keys.deltas(), keys.server()),
                        epoch -> arguments(epoch, seats, state)))
                .map(reply -> read(reply, seats));
    }

    private static List<String> arguments(String epoch, List<HallSeat> seats, SeatState state) {
        List<String> arguments = new ArrayList<>(2 + seats.size());
        arguments.add(epoch);
        arguments.add(Integer.toString(state.bits()));
        seats.forEach(seat -> arguments.add(Integer.toString(seat.index())));
        return arguments;
    }

    private static StateChange read(LuaReply<BlockReply> reply, List<HallSeat> seats) {
        Map<Integer, SeatState> left = new HashMap<>();
        for (int i = 2; i <= reply.size(); i++) {
            String seat = reply.text(i);
            int colon = seat.indexOf(':');
            left.put(
                    Integer.valueOf(seat.substring(0, colon)),
                    SeatStates.of(Integer.parseInt(seat.substring(colon + 1))));
        }
        List<Integer> changed = seats.stream()
                .map(HallSeat::index)
                .filter(index -> !left.containsKey(index))
                .toList();
        left.values().removeIf(state -> state == SeatState.AVAILABLE || state == SeatState.BLOCKED);
        return new StateChange(reply.number(1), changed, left);
    }
}
