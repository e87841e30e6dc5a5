package io.onsale.queue.stream;

import io.onsale.queue.place.PlaceJson;
import io.onsale.queue.replica.SaleView;
import io.onsale.queue.stream.Update.Closed;
import io.onsale.queue.stream.Update.ComeBack;
import io.onsale.queue.stream.Update.Heartbeat;
import io.onsale.queue.stream.Update.PlaceNow;
import io.onsale.queue.stream.Update.Ready;
import io.onsale.queue.stream.Update.Retry;
import io.onsale.queue.stream.Update.SaleNow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Updates as the text of server-sent events. Written by hand: tens of thousands are written per tick. */
final class EventText {
    private static final int LENGTH_USUAL = 384; // a place event and a little

    private EventText() {}

    /** All of {@code updates}, in order. */
    static String of(List<Update> updates) {
        StringBuilder text = new StringBuilder(LENGTH_USUAL);
        updates.forEach(update -> append(text, update));
        return text.toString();
    }

    private static void append(StringBuilder text, Update update) {
        switch (update) {
            case PlaceNow now -> place(text, now);
            case Ready ready ->
                text.append("event:ready\ndata:{\"claimBy\":\"")
                        .append(ready.claimBy())
                        .append("\"}\n\n");
            case SaleNow now -> sale(text, now);
            case Closed closed ->
                text.append("event:closed\ndata:{\"reason\":\"")
                        .append(closed.reason())
                        .append("\"}\n\n");
            case ComeBack back ->
                text.append("retry:")
                        .append(back.reconnectAfterMs())
                        .append("\nevent:drain\ndata:{\"reconnectAfterMs\":")
                        .append(back.reconnectAfterMs())
                        .append("}\n\n");
            case Retry retry -> text.append("retry:").append(retry.ms()).append('\n'); // belongs to the next event
            case Heartbeat beat -> text.append(":still here\n\n");
        }
    }

    private static void place(StringBuilder text, PlaceNow now) {
        text.append("event:place\n");
        if (!now.id().isEmpty()) {
            text.append("id:").append(now.id()).append('\n');
        }
        text.append("data:");
        PlaceJson.append(text, now.place(), now.serverTime());
        text.append("\n\n");
    }

    private static void sale(StringBuilder text, SaleNow now) {
        SaleView sale = now.sale();
        text.append("event:sale\ndata:{\"state\":\"").append(sale.state()).append("\",\"message\":");
        PlaceJson.appendQuoted(text, sale.message());
        instant(text, "opensAt", sale.opensAt());
        instant(text, "closesAt", sale.closesAt());
        instant(text, "serverTime", now.serverTime());
        text.append(",\"seatsLeft\":{");
        String separator = "";
        for (Map.Entry<String, Long> grade : sale.seatsLeft().entrySet()) {
            text.append(separator);
            PlaceJson.appendQuoted(text, grade.getKey());
            text.append(':').append(grade.getValue());
            separator = ",";
        }
        text.append("},\"likelySoldOut\":").append(now.likelySoldOut()).append("}\n\n");
    }

    private static void instant(StringBuilder text, String name, @Nullable Instant value) {
        text.append(",\"").append(name).append("\":");
        if (value == null) {
            text.append("null");
        } else {
            text.append('"').append(value).append('"');
        }
    }
}
