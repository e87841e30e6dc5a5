package io.onsale.queue.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Items to return to at a tick. Adding an item and finding those that are due cost the same however many there are. Not thread-safe. */
public final class TimerWheel<T> {
    private final List<List<T>> slots;
    private long now;

    /**
     * @param horizon how many ticks ahead it reaches
     * @param now the tick to begin at
     */
    public TimerWheel(int horizon, long now) {
        this.now = now;
        slots = new ArrayList<>(horizon);
        for (int i = 0; i < horizon; i++) {
            slots.add(new ArrayList<>(0));
        }
    }

    /** Adds {@code item} at {@code tick}, or as far ahead as this reaches. Returns the tick at which {@link #advance} will find it. */
    public long add(T item, long tick) {
        long reached = Math.clamp(tick, now + 1, now + slots.size() - 1);
        slot(reached).add(item);
        return reached;
    }

    /** Passes on all that is due up to {@code tick}, each item with the tick that it was added at; items added meanwhile are for later. */
    public void advance(long tick, ObjLongConsumer<T> due) {
        long last = Math.min(tick, now + slots.size());
        for (long at = now + 1; at <= last; at++) {
            List<T> items = slot(at);
            slots.set((int) Math.floorMod(at, (long) slots.size()), new ArrayList<>(0));
            now = at;
            for (T item : items) {
                due.accept(item, at);
            }
        }
        now = Math.max(now, tick);
    }

    private List<T> slot(long tick) {
        return slots.get((int) Math.floorMod(tick, (long) slots.size()));
    }
}
