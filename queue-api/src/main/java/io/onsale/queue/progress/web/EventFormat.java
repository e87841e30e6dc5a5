package io.onsale.queue.progress.web;

import io.onsale.queue.progress.SaleFigures;
import io.onsale.queue.progress.SaleView;
import io.onsale.queue.progress.Update;
import io.onsale.queue.progress.Update.Closed;
import io.onsale.queue.progress.Update.Heartbeat;
import io.onsale.queue.progress.Update.PlaceNow;
import io.onsale.queue.progress.Update.Ready;
import io.onsale.queue.progress.Update.SaleNow;
import io.onsale.queue.progress.WatchOutcome.Watching;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Updates as server-sent events. */
final class EventFormat {
    private final JsonMapper json;

    EventFormat(JsonMapper json) {
        this.json = json;
    }

    /** Numbered from 1 within the stream; the first carries {@code retry}. */
    Flux<ServerSentEvent<String>> events(Watching watching) {
        return Flux.defer(() -> {
            AtomicLong id = new AtomicLong();
            return watching.updates().map(update -> event(update, id, watching.retry()));
        });
    }

    private ServerSentEvent<String> event(Update update, AtomicLong id, Duration retry) {
        return switch (update) {
            case PlaceNow now -> named("place", now.place().json(), id, retry);
            case Ready ready -> named("ready", "{\"claimBy\":\"" + ready.claimBy() + "\"}", id, retry);
            case SaleNow now -> named("sale", sale(now.sale()), id, retry);
            case Closed closed -> named("closed", "{\"reason\":\"" + closed.reason() + "\"}", id, retry);
            case Heartbeat beat ->
                ServerSentEvent.<String>builder().comment("still here").build();
        };
    }

    private static ServerSentEvent<String> named(String name, String data, AtomicLong id, Duration retry) {
        long number = id.incrementAndGet();
        ServerSentEvent.Builder<String> event =
                ServerSentEvent.builder(data).event(name).id(Long.toString(number));
        return (number == 1 ? event.retry(retry) : event).build();
    }

    private String sale(SaleView sale) {
        return json.writeValueAsString(sale); // holds the operator's words, which need escaping
    }

    ServerSentEvent<String> figures(SaleFigures figures) {
        return ServerSentEvent.builder(json.writeValueAsString(figures))
                .event("stats")
                .build();
    }
}
