package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.onsale.standalone.keys.DemoAccounts.DemoAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** A seller or a manager at the console, in English. */
final class Console implements AutoCloseable {
    private static final ZoneId VENUE_ZONE = ZoneId.of("Asia/Seoul");

    private final BrowserContext browser;
    private final Page page;

    private Console(BrowserContext browser) {
        this.browser = browser;
        this.page = browser.newPage();
    }

    static Console of(LiveSite.Site site, DemoAccount account) {
        return of(site, account, "en-GB");
    }

    static Console of(LiveSite.Site site, DemoAccount account, String locale) {
        Console console = new Console(site.person(1280, 900, locale));
        console.page.navigate("/console");
        console.page.locator("input[type=email]").fill(account.email());
        console.page.locator("input[type=password]").fill(account.password());
        console.page.locator("form button").click();
        assertThat(console.page.locator("a[href='/console/account']")).isVisible();
        return console;
    }

    Page page() {
        return page;
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Waits until a heading of the page says so. */
    Console at(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(heading)))
                .isVisible();
        return this;
    }

    /** The next step of the wizard, loaded anew: what was entered is kept on the device. */
    Console next() {
        button("Next").click();
        page.reload();
        return this;
    }

    Console fill(String label, String text) {
        field(label).fill(text);
        return this;
    }

    Console fill(String label, Instant time) {
        LocalDateTime shown = LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.SECONDS), VENUE_ZONE);
        return fill(label, shown.toString());
    }

    Console upload(String label, String fileName, String content) {
        field(label).setInputFiles(new FilePayload(fileName, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Does something that asks for a reason. */
    Console command(String name, String reason) {
        return command(name, name, reason);
    }

    /** @param opener the button that opens the dialog, where it says more than the one that does it */
    Console command(String opener, String name, String reason) {
        button(opener).click();
        Locator dialog = page.locator("dialog[open]");
        dialog.getByLabel("Reason").fill(reason);
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(dialog).isHidden();
        return this;
    }

    /** A figure of the live console by its name. */
    Locator figure(String name) {
        return page.locator(".tile:has(.name:text-is(\"" + name + "\")) .value");
    }

    @Override
    public void close() {
        browser.close();
    }
}
