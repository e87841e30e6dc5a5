package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.onsale.browser.LiveSite.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A purchase without a mouse, and with the focus visible at each step of it. */
@ExtendWith(LiveSite.class)
@Timeout(300)
final class KeyboardTest {
    private static final int TABS_MAX = 120; // the hall's rows have a button for each seat

    @Test
    void a_fan_buys_a_ticket_with_the_keyboard_alone(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openSoon());
        try (Fan fan = Fan.with(site, 1280, 900).signUp().openEvent(show)) {
            Page page = fan.page();
            press(page, page.locator(".sale-card button"), "Enter");
            fan.button("입장하기").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
            press(page, fan.button("입장하기"), "Enter");
            assertThat(page.locator("canvas[data-painted]")).isVisible();

            press(page, page.getByLabel("구역").last(), "ArrowDown"); // the second zone
            press(page, page.locator("[data-seat='B-1-3']"), "Space");
            assertThat(page.locator("[data-seat='B-1-3']")).hasAttribute("aria-pressed", "true");
            press(page, fan.button("이 좌석으로 예매하기"), "Enter");
            press(page, fan.button("결제하러 가기"), "Enter");
            press(page, fan.button("결제하기"), "Enter");

            Locator card = page.locator("input[name=card], input[type=radio]").first();
            assertThat(card).isVisible();
            press(page, page.locator("button.main"), "Enter");

            assertThat(page.locator("[data-status=CONFIRMED]")).isVisible();
            press(page, fan.button("티켓 보기"), "Enter");
            assertThat(page.locator("[data-ticket]")).hasCount(1);
        }
    }

    /** Goes to an element with the tabulator key alone, sees that it can be seen there, and presses a key. */
    private static void press(Page page, Locator wanted, String key) {
        wanted.waitFor();
        for (int tabs = 0; !isFocused(wanted); tabs++) {
            assertThat(tabs).as("tabs to " + wanted).isLessThan(TABS_MAX);
            page.keyboard().press("Tab");
        }
        boolean visible = (boolean) wanted.evaluate("element => {"
                + "const style = getComputedStyle(element);"
                + "return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;"
                + "}");
        assertThat(visible).as("the focus on " + wanted + " is visible").isTrue();
        page.keyboard().press(key);
    }

    private static boolean isFocused(Locator element) {
        return (boolean) element.evaluate("element => element === document.activeElement");
    }
}
