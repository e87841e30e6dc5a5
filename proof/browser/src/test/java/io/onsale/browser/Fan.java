package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.UUID;

/** A fan with a browser of their own, who uses the pages in Korean. */
final class Fan implements AutoCloseable {
    private final BrowserContext browser;
    private Page page;

    private Fan(BrowserContext browser) {
        this.browser = browser;
        this.page = browser.newPage();
    }

    /** With a phone in another language. */
    static Fan speaking(LiveSite.Site site, String locale) {
        return new Fan(site.person(390, 844, locale));
    }

    static Fan with(LiveSite.Site site, int width, int height) {
        return new Fan(site.person(width, height, "ko-KR"));
    }

    Page page() {
        return page;
    }

    BrowserContext browser() {
        return browser;
    }

    /** A second tab of the same browser becomes the one that is used. */
    Page newTab() {
        page = browser.newPage();
        return page;
    }

    Fan signUp() {
        return signUp("fan-" + UUID.randomUUID() + "@example.com");
    }

    Fan signUp(String email) {
        page.navigate("/sign-up");
        page.locator("form input").nth(0).fill("김하늘");
        page.locator("input[type=email]").fill(email);
        page.locator("input[type=password]").fill("correct horse battery");
        page.locator("form button.primary").click();
        assertThat(page.locator("a[href='/tickets']")).isVisible();
        return this;
    }

    Fan openEvent(Show show) {
        page.navigate("/events/" + show.eventId());
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(show.title())))
                .isVisible();
        return this;
    }

    /** Enters the lobby or the line, whichever is open by now. */
    Fan join() {
        page.locator(".sale-card button").click();
        assertThat(page.locator("[data-health=live], .ready")).isVisible(); // it may be the fan's turn at once
        return this;
    }

    /** The place's number as the page shows it. */
    String number() {
        return page.locator(".badge.num").first().innerText();
    }

    /** Waits for the turn, and goes in. */
    Fan enter() {
        button("입장하기").click(new Locator.ClickOptions().setTimeout(60_000));
        assertThat(page.locator("canvas[data-painted]")).isVisible();
        return this;
    }

    /** Chooses from the list, like somebody who cannot use the plan. */
    Fan choose(String... seatIds) {
        for (String seat : seatIds) {
            page.locator("[data-seat='" + seat + "']").click();
        }
        return this;
    }

    Fan hold() {
        button("이 좌석으로 예매하기").click();
        return this;
    }

    Fan book() {
        button("결제하러 가기").click();
        assertThat(page.locator("[data-status=PENDING]")).isVisible();
        return this;
    }

    /** Leaves for the provider's page, picks a card there, and comes back. */
    Fan pay(String card) {
        button("결제하기").click();
        page.locator("input[value='" + card + "']").check();
        page.locator("button.main").click();
        return this;
    }

    /** Binds each ticket to this device; opens them without a network from then on. */
    List<String> bindTickets(int count) {
        page.navigate("/tickets");
        assertThat(page.locator("[data-ticket]")).hasCount(count);
        List<String> ids = page.locator("[data-ticket]").all().stream()
                .map(ticket -> ticket.getAttribute("data-ticket"))
                .toList();
        for (String id : ids) {
            page.navigate("/tickets/" + id);
            button("이 기기에서 입장 코드 만들기").click();
            assertThat(page.locator(".ticket-code canvas")).isVisible();
        }
        page.waitForFunction("navigator.serviceWorker.controller !== null");
        return ids;
    }

    /** What this device shows at the door. */
    String codeOf(String ticketId) throws Exception {
        page.navigate("/tickets/" + ticketId);
        assertThat(page.locator(".ticket-code canvas")).isVisible();
        return Codes.read(page.locator(".ticket-code canvas"));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Override
    public void close() {
        browser.close();
    }
}
