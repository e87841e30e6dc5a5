package io.onsale.queue.stream;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.place.PollTimes;
import io.onsale.queue.presence.AbsenceDetector;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.ReplicaSubscriber;
import io.onsale.queue.replica.WatchedPlaces;
import io.onsale.queue.stream.Update.Closed;
import io.onsale.queue.stream.Update.ComeBack;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** All streams of one sale on this node: which fan has which, and the loops that they live on. */
final class SaleStreams implements ReplicaSubscriber, WatchedPlaces {
    /** A phone and a laptop; a third stream would only cost. */
    private static final int STREAMS_PER_FAN_MAX = 2;

    private final LineReplica replica;
    private final LongConsumer delays;
    private final Consumer<SaleStreams> whenRemoved;
    private final Map<String, List<OpenStream>> byFan = new ConcurrentHashMap<>();
    private final Map<Executor, WatcherLoop> loops = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private @Nullable AbsenceDetector absences;

    /** @param delays takes the nanoseconds from reading the line to the last event of that reading, per round and loop */
    SaleStreams(LineReplica replica, LongConsumer delays, Consumer<SaleStreams> whenRemoved) {
        this.replica = replica;
        this.delays = delays;
        this.whenRemoved = whenRemoved;
    }

    /** Tells {@code detector} which fans have streams; once, before the first stream. */
    void setAbsences(AbsenceDetector detector) {
        absences = detector;
    }

    LineReplica replica() {
        return replica;
    }

    /** How many streams are open. */
    int count() {
        return count.get();
    }

    OpenStream create(ReplicaPlace place, BooleanSupplier hasRoom) {
        return new OpenStream(this, new StreamTeller(replica, place), hasRoom);
    }

    void begin(OpenStream stream, StreamSink sink) {
        WatcherLoop loop = loops.computeIfAbsent(
                sink.loop(), executor -> new WatcherLoop(this, replica, executor, replica.moment()));
        stream.loop = loop;
        count.incrementAndGet();
        List<OpenStream> now = byFan.merge(stream.fan().value(), List.of(stream), SaleStreams::newest);
        if (now.size() == 1 && absences != null) {
            absences.streamOpened(stream.place(), replica.nanos());
        }
        loop.execute(() -> loop.add(stream, sink));
    }

    /** The newest streams continue; the oldest is closed to make room. */
    private static List<OpenStream> newest(List<OpenStream> before, List<OpenStream> added) {
        List<OpenStream> all = Stream.concat(before.stream(), added.stream()).toList();
        int tooMany = Math.max(0, all.size() - STREAMS_PER_FAN_MAX);
        all.subList(0, tooMany).forEach(oldest -> oldest.dismiss(new Closed("elsewhere")));
        return all.subList(tooMany, all.size());
    }

    /** Removes the stream; the first of several calls counts. */
    void end(OpenStream stream) {
        WatcherLoop loop = stream.loop;
        if (loop == null) {
            return;
        }
        stream.loop = null;
        count.decrementAndGet();
        List<OpenStream> left = byFan.computeIfPresent(stream.fan().value(), (fan, all) -> without(stream, all));
        if (left == null && absences != null) {
            absences.streamClosed(stream.place(), replica.nanos());
        }
        loop.execute(() -> loop.remove(stream));
    }

    private static @Nullable List<OpenStream> without(OpenStream stream, List<OpenStream> all) {
        List<OpenStream> left = all.stream().filter(other -> other != stream).toList();
        return left.isEmpty() ? null : left;
    }

    @Override
    public @Nullable ReplicaPlace find(String fan) {
        List<OpenStream> streams = byFan.get(fan);
        return streams == null ? null : streams.getFirst().place();
    }

    @Override
    public boolean contains(String fan) {
        return byFan.containsKey(fan);
    }

    @Override
    public Stream<ReplicaPlace> all() {
        return byFan.values().stream().map(streams -> streams.getFirst().place());
    }

    /** The fan's streams are visited in the round that the next {@link #saleChanged} starts. */
    @Override
    public void placeChanged(String fan) {
        for (OpenStream stream : byFan.getOrDefault(fan, List.of())) {
            WatcherLoop loop = stream.loop;
            if (loop != null) {
                loop.placeChanged(stream);
            }
        }
    }

    @Override
    public void saleChanged() {
        loops.values().forEach(WatcherLoop::wake);
    }

    /** The fan's client comes back with the receipt, each in its own time. */
    @Override
    public void placeLost(FanId fan) {
        byFan.getOrDefault(fan.value(), List.of()).forEach(this::sendAway);
    }

    /** The sale is long over: ends all streams without a last event. */
    @Override
    public void removed() {
        DrainPlan silent = DrainPlan.silent();
        loops().forEach(loop -> loop.execute(() -> loop.close(silent)));
        whenRemoved.accept(this);
    }

    /** Ends this stream; its client comes back later. */
    void sendAway(OpenStream stream) {
        stream.dismiss(new ComeBack(PollTimes.comeBackMs(stream.fan())));
    }

    Collection<WatcherLoop> loops() {
        return List.copyOf(loops.values());
    }

    /** Before this node stops: starts the grace period of all fans with a stream. */
    Mono<Void> reportAllGone(Duration spread) {
        return absences == null ? Mono.empty() : absences.reportAllGone(all().toList(), spread);
    }

    void delayed(long nanos) {
        delays.accept(nanos);
    }
}
