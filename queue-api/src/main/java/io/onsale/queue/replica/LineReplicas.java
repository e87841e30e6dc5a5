package io.onsale.queue.replica;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.sale.SalePolicy;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The replicas of all sales that are active on this node. */
public final class LineReplicas {
    private static final int PLACES_MAX = 300_000; // on this node, some 600 bytes each

    /** What follows each replica: called once for each new one, before it is used. */
    @FunctionalInterface
    public interface Follower {
        void follow(LineReplica replica);
    }

    private final Receipts receipts;
    private final SeatsLeft seats;
    private final List<Follower> followers;
    private final PlaceCache cache = new PlaceCache(PLACES_MAX);
    private final ConcurrentHashMap<SaleId, LineReplica> replicas = new ConcurrentHashMap<>();
    private volatile Set<SaleId> active = Set.of();

    public LineReplicas(Receipts receipts, SeatsLeft seats, List<Follower> followers) {
        this.receipts = receipts;
        this.seats = seats;
        this.followers = List.copyOf(followers);
    }

    public @Nullable LineReplica find(SaleId sale) {
        return replicas.get(sale);
    }

    /** The replica of a sale that exists; created on first use. */
    public LineReplica of(SaleId sale) {
        LineReplica replica = replicas.get(sale);
        return replica != null ? replica : replicas.computeIfAbsent(sale, this::create);
    }

    private LineReplica create(SaleId sale) {
        LineReplica replica = new LineReplica(sale, receipts, seats, System::nanoTime, cache);
        followers.forEach(follower -> follower.follow(replica));
        return replica;
    }

    /** All replicas at this moment. */
    public Collection<LineReplica> all() {
        return List.copyOf(replicas.values());
    }

    /** Stores each place that Redis returns before anything newer is read of the line. */
    public PlaceListener listener() {
        return (sale, fan, place, ahead) -> of(sale).placed(fan, place, ahead);
    }

    /**
     * Removes the replicas of sales that were active and are not any more. A replica that a fan's request has created before this node
     * heard of the sale stays: its streams must not end in the second until then.
     */
    public void keepOnly(Collection<SalePolicy> nowActive) {
        Set<SaleId> kept = nowActive.stream().map(SalePolicy::sale).collect(Collectors.toUnmodifiableSet());
        active.stream().filter(before -> !kept.contains(before)).forEach(this::remove);
        active = kept;
    }

    /** Removes the replica of a sale that turned out not to exist, or is over, with all its places. */
    public void remove(SaleId sale) {
        LineReplica removed = replicas.remove(sale);
        if (removed != null) {
            removed.remove();
        }
    }
}
