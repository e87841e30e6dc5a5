package io.onsale.verifier;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.Draw;
import io.onsale.queue.draw.DrawList;
import io.onsale.queue.draw.DrawSeed;

/** A correct list, as a sale publishes it. */
final class PublishedList {
    static final SaleId SALE = new SaleId("sale-1");
    static final DrawSeed SEED = new DrawSeed(new byte[DrawSeed.BYTES]);

    private PublishedList() {}

    /** Every seventh fan had left before the draw. Registration 1 belongs to fan-1, and so on. */
    static String of(int registrations) {
        Draw draw = new Draw(SEED, SALE, registrations);
        StringBuilder text = new StringBuilder(DrawList.opening(SALE, SEED, registrations));
        int rows = 0;
        for (int number = 1; number <= registrations; number++) {
            long registration = draw.registration(number);
            if (registration % 7 != 0) {
                DrawList.append(text, registration, number, DrawList.fanTag(SALE, new FanId("fan-" + registration)));
                rows++;
            }
        }
        return text.append(DrawList.ending(rows)).toString();
    }
}
