package io.onsale.queue.progress;

import io.onsale.queue.progress.Update.Closed;
import io.onsale.queue.progress.Update.ComeBack;
import io.onsale.queue.progress.Update.Heartbeat;
import io.onsale.queue.progress.Update.PlaceNow;
import io.onsale.queue.progress.Update.Ready;
import io.onsale.queue.progress.Update.Retry;
import io.onsale.queue.progress.Update.SaleNow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Updates as the text of server-sent events. By hand: tens of thousands are written in one tick. */
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
            case Closed closed -> closed(text, closed);
            case ComeBack back ->
                text.append("retry:")
                        .append(back.reconnectAfterMs())
                        .append("\nevent:drain\ndata:{\"reconnectAfterMs\":")
                        .append(back.reconnectAfterMs())
                        .append("}\n\n");
            case Retry retry -> text.append("retry:").append(retry.ms()).append('\n'); // belongs to the event behind it
            case Heartbeat beat -> text.append(":still here\n\n");
        }
    }

    private static void place(StringBuilder text, PlaceNow now) {
        text.append("event:place\n");
        if (!now.id().isEmpty()) {
            text.append("id:").append(now.id()).append('\n');
        }
        text.append("data:");
        now.place().json(text, now.serverTime());
        text.append("\n\n");
    }

    private static void closed(StringBuilder text, Closed closed) {
        text.append("event:closed\ndata:{\"reason\":\"").append(closed.reason()).append("\"}\n\n");
    }

    private static void sale(StringBuilder text, SaleNow now) {
        SaleView sale = now.sale();
        text.append("event:sale\ndata:{\"state\":\"").append(sale.state()).append("\",\"message\":");
        quote(text, sale.message());
        instant(text, "opensAt", sale.opensAt());
        instant(text, "closesAt", sale.closesAt());
        instant(text, "serverTime", now.serverTime());
        text.append(",\"seatsLeft\":{");
        String separator = "";
        for (Map.Entry<String, Long> grade : sale.seatsLeft().entrySet()) {
            text.append(separator);
            quote(text, grade.getKey());
            text.append(':').append(grade.getValue());
            separator = ",";
        }
        text.append("},\"likelySoldOut\":").append(now.likelySoldOut()).append("}\n\n");
    }

    private static void instant(StringBuilder text, String name, java.time.@Nullable Instant value) {
        text.append(",\"").append(name).append("\":");
        if (value == null) {
            text.append("null");
        } else {
            text.append('"').append(value).append('"');
        }
    }

    /** As a JSON string; the words of operators and sellers may hold anything. */
    static void quote(StringBuilder text, String words) {
        text.append('"');
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
