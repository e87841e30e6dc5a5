package io.onsale.queue.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Things to come back to, by tick. Adding and finding what is due cost the same however many there are. Not for several threads. */
final class Wheel<T> {
    private final List<List<T>> slots;
    private long now;

    /**
     * @param horizon how many ticks ahead it reaches
     * @param now the tick to begin at
     */
    Wheel(int horizon, long now) {
        this.now = now;
        slots = new ArrayList<>(horizon);
        for (int i = 0; i < horizon; i++) {
            slots.add(new ArrayList<>(0));
        }
    }

    /** Puts {@code item} where {@link #advance} finds it: at {@code tick}, or as far ahead as this reaches. Returns that tick. */
    long add(T item, long tick) {
        long reached = Math.clamp(tick, now + 1, now + slots.size() - 1);
        slot(reached).add(item);
        return reached;
    }

    /** Hands over all that is due up to {@code tick}, each with the tick it was put at; what is added meanwhile is for later. */
    void advance(long tick, ObjLongConsumer<T> due) {
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
