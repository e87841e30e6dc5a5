package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOnlyOptions;
import com.deque.html.axecore.args.AxeRunOptions;
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
            Page page = pageOf(browser, scheme);
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
    void the_way_from_the_hall_to_the_ticket_has_no_barrier_and_fits(
            String locale, int width, String scheme, Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openSoon());
        try (BrowserContext browser = site.person(width, 900, locale)) {
            Page page = pageOf(browser, scheme);
            signIn(page, site.accounts().fan());
            page.navigate("/events/" + show.eventId() + "/line");
            page.locator(".ready").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
            checkNow(page, "the turn has come");
            page.locator(".ready button").click();
            page.waitForSelector("canvas[data-painted]");
            page.locator(".seat-list button:not([disabled])").first().click();
            checkNow(page, "the hall");
            page.locator("section[aria-live] .button.wide").click(); // holds
            page.locator("section[aria-live] .badge.num").waitFor();
            checkNow(page, "held seats");
            page.locator("section[aria-live] .button.wide").click();
            page.locator("[data-status=PENDING]").waitFor();
            checkNow(page, "a booking to be paid");
            page.locator("article .button.wide").click();
            page.locator("button.main").waitFor();
            checkNow(page, "the provider's page");
            page.locator("button.main").click();
            page.locator("[data-status=CONFIRMED]").waitFor();
            checkNow(page, "a confirmed booking");
            page.locator("article .button.plain").click();
            checkNow(page, "cancelling");
            page.navigate("/tickets");
            page.locator("[data-ticket] a").first().click();
            page.locator("main h1").waitFor();
            checkNow(page, "a ticket");
        }
    }

    @ParameterizedTest
    @CsvSource({"ko-KR, 320, LIGHT", "en-GB, 1440, DARK"})
    void the_console_has_no_barrier_and_fits(String locale, int width, String scheme, Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openSoon());
        try (BrowserContext browser = site.person(width, 900, locale);
                BrowserContext managers = site.person(width, 900, locale)) {
            Page seller = pageOf(browser, scheme);
            seller.navigate("/console");
            checkNow(seller, "signing in to the console");
            signInHere(seller, site.accounts().seller());
            for (String path : consolePaths(show)) {
                check(seller, path);
            }
            Page manager = pageOf(managers, scheme);
            manager.navigate("/console");
            signInHere(manager, site.accounts().manager());
            for (String path : List.of("/console/staff", "/console/members", "/console/health")) {
                check(manager, path);
            }
            manager.navigate("/console/sales/" + show.saleId());
            manager.locator(".controls button").last().click();
            manager.locator("dialog[open]").waitFor();
            checkNow(manager, "a command's dialog");
        }
    }

    private static List<String> consolePaths(Show show) {
        return List.of(
                "/console",
                "/console/new",
                "/console/events/" + show.eventId(),
                "/console/sales/" + show.saleId(),
                "/console/sales/" + show.saleId() + "/orders",
                "/console/venues",
                "/console/staff",
                "/console/account",
                "/console/a/b");
    }

    @ParameterizedTest
    @CsvSource({"ko-KR, 320, LIGHT", "en-GB, 1440, DARK"})
    void the_gate_has_no_barrier_and_fits(String locale, int width, String scheme, Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.tonight());
        try (BrowserContext browser = site.person(width, 900, locale)) {
            Page page = pageOf(browser, scheme);
            page.navigate("/gate");
            checkNow(page, "signing in at the gate");
            signInHere(page, site.accounts().gate());
            Locator performance = page.locator("button.pick", new Page.LocatorOptions().setHasText(show.title()));
            performance.click();
            checkNow(page, "the gate's choice");
            page.locator("form input").fill("North 1");
            page.locator("form button").click();
            page.locator("#code").waitFor();
            checkNow(page, "scanning");
            page.locator("#code").fill("not a ticket");
            page.locator("#code").press("Enter");
            page.locator(".verdict.bad").waitFor();
            checkNow(page, "a verdict");
        }
    }

    @ParameterizedTest
    @CsvSource({"ko-KR, 320, LIGHT", "en-GB, 1440, DARK"})
    void the_reference_fits(String locale, int width, String scheme, Site site) {
        try (BrowserContext browser = site.person(width, 900, locale)) {
            Page page = pageOf(browser, scheme);
            page.navigate("/docs");
            page.locator(".opblock").first().waitFor();
            checkNow(page, "/docs");
        }
    }

    private static Page pageOf(BrowserContext browser, String scheme) {
        Page page = browser.newPage();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.valueOf(scheme)));
        return page;
    }

    private static void signInHere(Page page, DemoAccount account) {
        page.locator("input[type=email]").fill(account.email());
        page.locator("input[type=password]").fill(account.password());
        page.locator("form button").click();
        assertThat(page.locator("input[type=password]")).hasCount(0);
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

    /** Nothing but the violations: the list of all that passed takes longer than the check. */
    private static AxeRunOptions options() {
        AxeRunOnlyOptions rules = new AxeRunOnlyOptions();
        rules.setType("tag");
        rules.setValues(RULES);
        AxeRunOptions options = new AxeRunOptions();
        options.setRunOnly(rules);
        options.setResultTypes(List.of("violations"));
        return options;
    }

    /** In axe's mode for pages without frames, which ours are: the other one opens a page for each check. */
    private static void checkNow(Page page, String where) {
        List<Rule> violations = new AxeBuilder(page)
                .options(options())
                .setLegacyMode(true)
                .analyze()
                .getViolations();
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
