package io.onsale.queue.testing;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.DrawnFan;
import io.onsale.queue.draw.Lobby;
import io.onsale.queue.draw.LobbyView;
import io.onsale.queue.draw.Registered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The simplest possible lobby of one sale, with its line. */
public final class LobbyModel implements Lobby {
    private final TreeMap<Long, FanId> lobby = new TreeMap<>();
    private final TreeMap<Long, FanId> line = new TreeMap<>();
    private boolean there;
    private @Nullable Long registrations;
    private long drawn;
    private int most;

    /** Sets up the line with an empty lobby. */
    public void open() {
        there = true;
    }

    public void register(Registered fan) {
        lobby.put(fan.registration(), fan.fan());
    }

    public void leave(FanId fan) {
        lobby.values().remove(fan);
    }

    /** Does what the line's first script after the opening does. */
    public void fix(long lastRegistration) {
        if (registrations == null) {
            registrations = lastRegistration;
        }
    }

    /** Loses everything and sets up the line again. */
    public void lose() {
        lobby.clear();
        line.clear();
        registrations = null;
        drawn = 0;
    }

    /** A fan returns to the line by receipt. */
    public void restore(long number, FanId fan) {
        line.put(number, fan);
    }

    /** The fans in the line by number. */
    public Map<Long, FanId> line() {
        return line;
    }

    public Map<Long, FanId> lobby() {
        return lobby;
    }

    /** The largest number of fans in one call. */
    public int most() {
        return most;
    }

    public long drawn() {
        return drawn;
    }

    @Override
    public Mono<LobbyView> look(SaleId sale, List<Long> wanted) {
        most = Math.max(most, wanted.size());
        return Mono.fromSupplier(() -> there ? view(wanted) : null);
    }

    private LobbyView view(List<Long> wanted) {
        List<Registered> present = wanted.stream()
                .filter(lobby::containsKey)
                .map(registration -> new Registered(Objects.requireNonNull(lobby.get(registration)), registration))
                .toList();
        return new LobbyView(registrations, drawn, lobby.size(), present);
    }

    @Override
    public Mono<List<Registered>> lowest(SaleId sale) {
        return Mono.fromSupplier(() -> {
            List<Registered> lowest = new ArrayList<>();
            lobby.forEach((registration, fan) -> lowest.add(new Registered(fan, registration)));
            return lowest.subList(0, Math.min(FANS_MAX, lowest.size()));
        });
    }

    @Override
    public Mono<DrawOutcome> draw(SaleId sale, long all, long from, long to, List<DrawnFan> fans) {
        most = Math.max(most, fans.size());
        return Mono.fromSupplier(() -> {
            if (!there || from != drawn) {
                return DrawOutcome.OUTDATED;
            }
            registrations = all;
            drawn = to;
            for (DrawnFan fan : fans) {
                if (fan.fan().equals(lobby.get(fan.registration()))) {
                    lobby.remove(fan.registration());
                    line.put(fan.number(), fan.fan());
                }
            }
            return DrawOutcome.DRAWN;
        });
    }
}
