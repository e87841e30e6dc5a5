package io.onsale.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.onsale.browser.LiveSite.Site;
import io.onsale.standalone.Shopper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the largest hall costs a phone: prints the time to the first picture and the frames while it is moved, zoomed and changed. By hand
 * only, on a machine that does nothing else: {@code ./mvnw verify -pl proof/browser -am -Dtest=HallFigures -Donsale.figures
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@ExtendWith(LiveSite.class)
@Timeout(600)
@EnabledIfSystemProperty(named = "onsale.figures", matches = ".*")
final class HallFigures {
    private static final int SLOWER = 4; // a phone's processor, beside this one
    private static final int RUNS = 5;
    private static final int SEATS_PER_CHANGE = 20;
    private static final int CHANGES_PER_SECOND = 10; // 200 seats a second
    private static final String WATCH = """
            window.firstPicture = null;
            new MutationObserver((_, observer) => {
              const canvas = document.querySelector('canvas[data-painted]');
              const plan = performance.getEntriesByType('resource').find(each => each.name.endsWith('/plan'));
              if (canvas && plan) {
                window.firstPicture = performance.now() - plan.responseEnd;
                window.sinceStart = performance.now();
                observer.disconnect();
              }
            }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-painted'] });
            """;
    private static final String FRAMES = """
            window.frames = [];
            let last = performance.now();
            const tick = now => { window.frames.push(now - last); last = now; window.counting && requestAnimationFrame(tick); };
            window.counting = true;
            requestAnimationFrame(tick);
            """;
    private static final String FRAMES_END = """
            window.counting = false;
            const sorted = window.frames.slice(2).sort((a, b) => a - b);
            const at = share => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
            return [sorted.length, at(0.5), at(0.95), at(0.99), sorted[sorted.length - 1]];
            """;

    @Test
    void the_largest_hall_on_a_phone(Site site) throws Exception {
        Shopper seller = site.client(site.accounts().seller());
        Show show = Show.publishStadium(seller, site.anybody(), Show.Wish.openSoon());
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            Page page = fan.page();
            fan.openEvent(show).join();
            fan.button("입장하기").click(new Locator.ClickOptions().setTimeout(60_000));
            page.locator("canvas[data-painted]").waitFor();
            page.addInitScript(WATCH);
            firstPictures(page, "at full speed");
            slowDown(fan);
            firstPictures(page, SLOWER + " times slower");
            print("moved: " + frames(page, () -> drag(page)));
            print("zoomed: " + frames(page, () -> zoom(page)));
            try (ScheduledExecutorService changes = Executors.newSingleThreadScheduledExecutor()) {
                changes.scheduleAtFixedRate(
                        new Changes(seller, show), 0, 1000 / CHANGES_PER_SECOND, TimeUnit.MILLISECONDS);
                print("left alone, 200 seats a second change: " + frames(page, () -> page.waitForTimeout(5_000)));
                print("moved, 200 seats a second change: " + frames(page, () -> drag(page)));
                changes.shutdownNow();
            }
        }
    }

    private static void firstPictures(Page page, String how) {
        for (int run = 0; run < RUNS; run++) {
            page.reload();
            page.locator("canvas[data-painted]").waitFor();
            print("first picture %s: %s ms after the plan's last byte, %s ms after the reload"
                    .formatted(
                            how,
                            whole(page.evaluate("window.firstPicture")),
                            whole(page.evaluate("window.sinceStart"))));
        }
    }

    private static void slowDown(Fan fan) {
        CDPSession devTools = fan.browser().newCDPSession(fan.page());
        JsonObject rate = new JsonObject();
        rate.addProperty("rate", SLOWER);
        devTools.send("Emulation.setCPUThrottlingRate", rate);
    }

    /** Blocks seats and frees them again, twenty at a time. */
    private static final class Changes implements Runnable {
        private final Shopper seller;
        private final Show show;
        private int turn;

        Changes(Shopper seller, Show show) {
            this.seller = seller;
            this.show = show;
        }

        @Override
        public void run() {
            int section = turn / 2 % 36 + 1;
            List<String> seats = IntStream.rangeClosed(1, SEATS_PER_CHANGE)
                    .mapToObj(seat -> "1%02d-12-%d".formatted(section, seat))
                    .toList();
            String which = turn++ % 2 == 0 ? "block" : "unblock";
            seller.post(
                    "/api/v1/performances/" + show.performanceId() + "/blocks", Map.of(which, seats, "reason", "test"));
        }
    }

    private static String frames(Page page, Runnable work) {
        page.evaluate("() => {" + FRAMES + "}");
        work.run();
        List<?> figures = (List<?>) page.evaluate("() => {" + FRAMES_END + "}");
        return "%s frames, median %s ms, p95 %s ms, p99 %s ms, longest %s ms"
                .formatted(
                        figures.get(0),
                        whole(figures.get(1)),
                        whole(figures.get(2)),
                        whole(figures.get(3)),
                        whole(figures.get(4)));
    }

    private static void drag(Page page) {
        Locator canvas = page.locator("canvas[data-painted]");
        var box = canvas.boundingBox();
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        page.mouse().move(x, y);
        page.mouse().wheel(0, -800);
        for (int turn = 0; turn < 4; turn++) {
            page.mouse().move(x, y);
            page.mouse().down();
            for (int step = 0; step < 60; step++) {
                page.mouse().move(x + 100 * Math.sin(step / 10.0), y + 60 * Math.cos(step / 7.0));
                page.waitForTimeout(16);
            }
            page.mouse().up();
        }
    }

    private static void zoom(Page page) {
        Locator canvas = page.locator("canvas[data-painted]");
        var box = canvas.boundingBox();
        page.mouse().move(box.x + box.width / 3, box.y + box.height / 3);
        for (int step = 0; step < 240; step++) {
            page.mouse().wheel(0, step / 60 % 2 == 0 ? -50 : 50);
            page.waitForTimeout(16);
        }
    }

    private static String whole(Object number) {
        return "%.0f".formatted(((Number) number).doubleValue());
    }

    private static void print(String line) {
        System.out.println("hall: " + line.toLowerCase(Locale.ROOT));
    }
}
