package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.progress.Update.Closed;
import io.onsale.queue.progress.Update.ComeBack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All streams of one sale on this node: who has which, and where they live. */
final class Watchers {
    /** A phone and a laptop; a third stream would only cost. */
    private static final int STREAMS_PER_FAN_MAX = 2;

    private final SaleBoard board;
    private final LongConsumer toldAfter;
    private final Map<String, List<Watcher>> byFan = new ConcurrentHashMap<>();
    private final Map<Executor, Section> sections = new ConcurrentHashMap<>();
    private final AtomicInteger streams = new AtomicInteger();

    /** @param toldAfter takes the nanoseconds from a tick to its last write, once a round and section */
    Watchers(SaleBoard board, LongConsumer toldAfter) {
        this.board = board;
        this.toldAfter = toldAfter;
    }

    int streams() {
        return streams.get();
    }

    void begin(Watcher watcher, Outlet outlet) {
        Section section = sections.computeIfAbsent(outlet.loop(), loop -> new Section(this, board, loop, board.tick()));
        watcher.section = section;
        streams.incrementAndGet();
        List<Watcher> now = byFan.merge(watcher.fan().value(), List.of(watcher), Watchers::latestOf);
        if (now.size() == 1) {
            board.presences().streamOpened(watcher.known(), board.nanos());
        }
        section.execute(() -> section.add(watcher, outlet));
    }

    /** The newest go on; whoever has to make room is told so. */
    private static List<Watcher> latestOf(List<Watcher> before, List<Watcher> added) {
        List<Watcher> all = Stream.concat(before.stream(), added.stream()).toList();
        int tooMany = Math.max(0, all.size() - STREAMS_PER_FAN_MAX);
        all.subList(0, tooMany).forEach(oldest -> {
            Section section = oldest.section;
            if (section != null) {
                section.execute(() -> section.dismiss(oldest, new Closed("elsewhere")));
            }
        });
        return all.subList(tooMany, all.size());
    }

    /** Forgets the watcher; the first of several calls counts. */
    void end(Watcher watcher) {
        Section section = watcher.section;
        if (section == null) {
            return;
        }
        watcher.section = null;
        streams.decrementAndGet();
        List<Watcher> left = byFan.computeIfPresent(watcher.fan().value(), (fan, all) -> without(watcher, all));
        if (left == null) {
            board.presences().streamClosed(watcher.known(), board.nanos());
        }
        section.execute(() -> section.remove(watcher));
    }

    private static @Nullable List<Watcher> without(Watcher watcher, List<Watcher> all) {
        List<Watcher> left = all.stream().filter(other -> other != watcher).toList();
        return left.isEmpty() ? null : left;
    }

    /** The place of a fan who watches, as its watcher knows it. */
    @Nullable
    KnownPlace known(String fan) {
        List<Watcher> watchers = byFan.get(fan);
        return watchers == null ? null : watchers.getFirst().known();
    }

    boolean watches(FanId fan) {
        return byFan.containsKey(fan.value());
    }

    /** The fans who watch, each once. */
    Stream<KnownPlace> known() {
        return byFan.values().stream().map(watchers -> watchers.getFirst().known());
    }

    /** Has the fan's streams told in the round that the next {@link #wake} begins. */
    void call(String fan) {
        for (Watcher watcher : byFan.getOrDefault(fan, List.of())) {
            Section section = watcher.section;
            if (section != null) {
                section.call(watcher);
            }
        }
    }

    /** There is something new on the board. */
    void wake() {
        sections.values().forEach(Section::wake);
    }

    /** Ends the fan's streams; it comes back later and is looked up anew. */
    void sendAway(FanId fan, long delayMs) {
        byFan.getOrDefault(fan.value(), List.of()).forEach(watcher -> sendAway(watcher, delayMs));
    }

    /** Ends this stream; its client comes back later. */
    void sendAway(Watcher watcher, long delayMs) {
        Section section = watcher.section;
        if (section != null) {
            section.execute(() -> section.dismiss(watcher, new ComeBack(delayMs)));
        }
    }

    Collection<Section> sections() {
        return List.copyOf(sections.values());
    }

    void toldAfter(long nanos) {
        toldAfter.accept(nanos);
    }
}
