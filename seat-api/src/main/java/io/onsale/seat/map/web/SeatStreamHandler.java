package io.onsale.seat.map.web;

import io.onsale.kernel.access.Principal;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatOutlet;
import io.onsale.service.access.Caller;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Streams what changes on a map. */
final class SeatStreamHandler {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String AFTER = "after";

    private final ShownMaps maps;
    private final StreamQuota streams;
    private final ClientAddresses addresses;

    SeatStreamHandler(ShownMaps maps, StreamQuota streams, ClientAddresses addresses) {
        this.maps = maps;
        this.streams = streams;
        this.addresses = addresses;
    }

    Mono<ServerResponse> watch(ServerRequest request) {
        Long known = known(request);
        return stream(request, map -> outlet -> map.watch(known, outlet));
    }

    Mono<ServerResponse> watchCounts(ServerRequest request) {
        Long known = known(request);
        return stream(request, map -> outlet -> map.watchCounts(known, outlet));
    }

    private Mono<ServerResponse> stream(
            ServerRequest request, Function<SeatMap, Function<SeatOutlet, Runnable>> watch) {
        String fan = Caller.find(request.attributes()).map(Principal::id).orElse(null);
        InetAddress client = client(request);
        return maps.get(request.pathVariable("performanceId"), request.attributes())
                .map(map -> new SeatStreamAnswer(watch.apply(map), () -> streams.begin(fan, client)));
    }

    /** The version that the client has; null if it does not say. */
    private static @Nullable Long known(ServerRequest request) {
        String lastEventId = request.headers().firstHeader(LAST_EVENT_ID);
        if (lastEventId != null && !lastEventId.isBlank()) {
            return version(lastEventId.strip());
        }
        try {
            return request.queryParam(AFTER).map(Long::valueOf).orElse(null);
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.invalid(AFTER, "must be a version, as in the snapshot"));
        }
    }

    /** The version in an event's id; {@link SeatMap#FOREIGN} if the id is none of ours. */
    private static Long version(String eventId) {
        try {
            return Long.valueOf(eventId);
        } catch (NumberFormatException e) {
            return SeatMap.FOREIGN;
        }
    }

    private @Nullable InetAddress client(ServerRequest request) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        return addresses.client(request.remoteAddress().orElse(null), name -> headers.getOrDefault(name, List.of()));
    }
}
