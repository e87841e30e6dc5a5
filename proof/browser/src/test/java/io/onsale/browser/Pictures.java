package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.onsale.browser.LiveSite.Site;
import io.onsale.standalone.Shopper;
import io.onsale.standalone.Shopper.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes the pictures of {@code docs/pictures} anew, from a sale in the largest hall with a small crowd: {@code ./mvnw verify -pl
 * proof/browser -am -Dtest=Pictures -Donsale.pictures=docs/pictures -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@ExtendWith(LiveSite.class)
@Timeout(600)
@EnabledIfSystemProperty(named = "onsale.pictures", matches = ".+")
final class Pictures {
    private static final int CROWD = 300;
    private static final int BUYERS = 60;
    private static final Show.Wish WISH =
            new Show.Wish("ARRIVAL", Duration.ofSeconds(1), Duration.ofSeconds(5), 400, Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(strings = {"ko-KR", "en-GB"})
    void of_a_sale(String locale, Site site) throws Exception {
        Show show = Show.publishStadium(site.client(site.accounts().seller()), site.anybody(), WISH);
        List<Shopper> crowd = site.crowd(CROWD);
        join(crowd, show);
        try (Fan fan = Fan.speaking(site, locale).signUp();
                Console console = Console.of(site, site.accounts().seller(), locale)) {
            Page phone = fan.page();
            phone.navigate("/events/" + show.eventId());
            assertThat(phone.locator(".sale-card button")).isVisible();
            take(phone, locale, "event");
            phone.locator(".sale-card button").click();
            assertThat(phone.locator("[data-ahead]")).isVisible();
            take(phone, locale, "line");
            Thread buying =
                    Thread.ofVirtual().start(() -> crowd.subList(0, BUYERS).forEach(each -> hold(each, show)));
            phone.locator(".ready button").click(new Locator.ClickOptions().setTimeout(120_000));
            phone.locator("canvas[data-painted]").waitFor();
            buying.join();
            phone.locator(".seat-list button:not([disabled])").first().click();
            take(phone, locale, "hall");
            console.page().navigate("/console/sales/" + show.saleId());
            console.page().locator("canvas[data-painted]").waitFor();
            take(console.page(), locale, "console");
            buy(phone);
            take(phone, locale, "ticket");
        }
    }

    private static void join(List<Shopper> crowd, Show show) {
        for (Shopper fan : crowd) {
            Answer answer = fan.post("/api/v1/sales/" + show.saleId() + "/places", Map.of());
            while (answer.status() != 201 && answer.status() != 200) {
                answer =
                        fan.post("/api/v1/sales/" + show.saleId() + "/places", Map.of()); // the lobby opens in a moment
            }
        }
    }

    private static void hold(Shopper fan, Show show) {
        Answer pass = fan.post("/api/v1/sales/" + show.saleId() + "/places/me/pass", Map.of());
        if (pass.status() == 200) {
            fan.post(
                    "/api/v1/performances/" + show.performanceId() + "/holds",
                    Map.of("bestAvailable", Map.of("quantity", 4)),
                    "Pass",
                    pass.body().path("pass").asString());
        }
    }

    private static void buy(Page phone) {
        phone.locator("section[aria-live] .button.wide").click();
        phone.locator("section[aria-live] .badge.num").waitFor();
        phone.locator("section[aria-live] .button.wide").click();
        phone.locator("[data-status=PENDING]").waitFor();
        phone.locator("article .button.wide").click();
        phone.locator("button.main").click();
        phone.locator("[data-status=CONFIRMED]").waitFor();
        phone.navigate("/tickets");
        phone.locator("[data-ticket] a").first().click();
        phone.locator("main button.primary").first().click();
        phone.locator(".ticket-code canvas").waitFor();
    }

    private static void take(Page page, String locale, String name) throws Exception {
        Path folder = Path.of(System.getProperty("onsale.pictures"));
        Files.createDirectories(folder);
        page.evaluate("window.scrollTo(0, 0)");
        Files.write(folder.resolve(name + "-" + locale.substring(0, 2) + ".png"), SmallPicture.of(page.screenshot()));
    }
}
