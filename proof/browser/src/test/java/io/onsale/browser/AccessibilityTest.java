package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.onsale.browser.LiveSite.Site;
import io.onsale.standalone.keys.DemoAccounts.DemoAccount;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page by WCAG 2.2 AA, as far as a program can tell, in both languages, small and large, light and dark. */
@ExtendWith(LiveSite.class)
@Timeout(300)
final class AccessibilityTest {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    @ParameterizedTest
    @CsvSource({"ko-KR, 320, LIGHT", "en-GB, 1440, DARK"})
    void the_fans_pages_have_no_barrier_and_fit(String locale, int width, String scheme, Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openLater("RANDOM"));
        try (BrowserContext browser = site.person(width, 900, locale)) {
            Page page = browser.newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.valueOf(scheme)));
            for (String path : List.of("/", "/events/" + show.eventId(), "/sign-in", "/sign-up", "/events/a/b/c")) {
                check(page, path);
            }
            signIn(page, site.accounts().fan());
            for (String path : List.of("/events/" + show.eventId() + "/line", "/bookings", "/tickets", "/account")) {
                check(page, path);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ko-KR, 320, LIGHT", "en-GB, 1440, DARK"})
    void the_hall_has_no_barrier_and_fits(String locale, int width, String scheme, Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openSoon());
        try (BrowserContext browser = site.person(width, 900, locale)) {
            Page page = browser.newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.valueOf(scheme)));
            page.navigate("/sign-in");
            signIn(page, site.accounts().fan());
            page.navigate("/events/" + show.eventId() + "/line");
            page.locator(".ready button").click(new Locator.ClickOptions().setTimeout(60_000));
            page.waitForSelector("canvas[data-painted]");
            page.locator(".seat-list button:not([disabled])").first().click();

            checkNow(page, "the hall");
        }
    }

    private static void signIn(Page page, DemoAccount account) {
        page.navigate("/sign-in");
        page.locator("input[type=email]").fill(account.email());
        page.locator("input[type=password]").fill(account.password());
        page.locator("form button").click();
        assertThat(page.locator("a[href='/account']")).isVisible();
    }

    private static void check(Page page, String path) {
        page.navigate(path);
        page.waitForLoadState(LoadState.LOAD);
        assertThat(page.locator("main")).isVisible();
        assertThat(page.locator(".loading")).hasCount(0);
        checkNow(page, path);
    }

    private static void checkNow(Page page, String where) {
        List<Rule> violations = new AxeBuilder(page).withTags(RULES).analyze().getViolations();
        assertThat(violations.stream()
                        .map(rule -> rule.getId() + ": "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                        .collect(Collectors.joining("\n")))
                        .toList())
                .as(where)
                .isEmpty();
        int beyond = (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond).as(where + " is wider than the screen").isLessThanOrEqualTo(0);
    }
}
