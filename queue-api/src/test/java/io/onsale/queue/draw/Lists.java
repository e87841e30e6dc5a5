package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;

/** Published lists to check, right ones. */
final class Lists {
    static final SaleId SALE = new SaleId("sale-1");
    static final DrawSeed SEED = new DrawSeed(new byte[DrawSeed.BYTES]);

    private Lists() {}

    /** Of so many registrations; every seventh fan had left before the draw. Registration 1 is fan-1's, and so on. */
    static String list(int registrations) {
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
