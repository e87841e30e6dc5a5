package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onsale.standalone.keys.DemoAccounts.DemoAccount;
import org.awaitility.Awaitility;

/** A steward's device at a door, in Korean. */
final class Gate implements AutoCloseable {
    private final BrowserContext browser;
    private final Page page;

    private Gate(BrowserContext browser) {
        this.browser = browser;
        this.page = browser.newPage();
    }

    /** Signs in, and takes the list of the show's tickets along. */
    static Gate open(LiveSite.Site site, DemoAccount steward, String title) {
        Gate gate = signedIn(site, steward);
        gate.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(title))
                .click();
        gate.page.getByLabel("이 게이트의 이름").fill("북문 1");
        gate.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("명단 받기"))
                .click();
        assertThat(gate.page.locator("#code")).isVisible();
        assertThat(gate.page.locator(".health.live")).isVisible();
        gate.page.waitForFunction("navigator.serviceWorker.controller !== null");
        return gate;
    }

    static Gate signedIn(LiveSite.Site site, DemoAccount steward) {
        Gate gate = new Gate(site.person(390, 844, "ko-KR"));
        gate.page.navigate("/gate");
        gate.page.locator("input[type=email]").fill(steward.email());
        gate.page.locator("input[type=password]").fill(steward.password());
        gate.page.locator("form button").click();
        return gate;
    }

    Page page() {
        return page;
    }

    /** Without a network from now on, and the page opened anew. */
    Gate goOffline() {
        browser.setOffline(true);
        page.reload();
        return this;
    }

    Gate goOnline() {
        browser.setOffline(false);
        assertThat(page.locator(".health.live")).isVisible();
        return this;
    }

    /** Scans a code, reads the verdict, and puts it away. */
    Gate scan(String code, String verdict) {
        page.locator("#code").fill(code);
        page.locator("#code").press("Enter");
        assertThat(page.locator(".verdict .word")).hasText(verdict);
        return putAway();
    }

    Gate refuses(String code) {
        page.locator("#code").fill(code);
        page.locator("#code").press("Enter");
        assertThat(page.locator(".verdict.bad")).isVisible();
        return putAway();
    }

    /** Again until it is gone: a key pressed as the verdict appears may come too early for it. */
    private Gate putAway() {
        Awaitility.await("the verdict is put away").until(() -> {
            page.keyboard().press("Escape");
            return page.locator(".verdict").count() == 0;
        });
        return this;
    }

    @Override
    public void close() {
        browser.close();
    }
}
