package io.onsale.queue.line;

import io.onsale.kernel.id.SaleId;

/** The names of a sale's keys in Redis. They share the hash tag <code>{saleId}</code>, so one script can use all of them. */
public record LineKeys(
        String control,
        String places,
        String line,
        String ready,
        String inside,
        String lobby,
        String absent,
        String log,
        String joins) {
    public static LineKeys of(SaleId sale) {
        String prefix = "q:{" + sale.value() + "}:";
        return new LineKeys(
                prefix + "control",
                prefix + "places",
                prefix + "line",
                prefix + "ready",
                prefix + "inside",
                prefix + "lobby",
                prefix + "absent",
                prefix + "log",
                prefix + "joins");
    }
}
