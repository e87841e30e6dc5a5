package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.onsale.browser.LiveSite.Site;
import io.onsale.browser.Show.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A seller keeps seats for a partner, and sees afterwards what happened to each seat. */
@ExtendWith(LiveSite.class)
@Timeout(180)
final class SeatControlTest {
    @Test
    void a_seller_moves_seats_to_a_channel_and_sells_them_again(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Wish.openLater("ARRIVAL"));
        try (Console seller = Console.of(site, site.accounts().seller())) {
            seller.page().navigate("/console/events/" + show.eventId());
            seller.button("Show the seats").click();
            seller.button("Seat 1 available").click();
            seller.button("Seat 2 available").click();
            seller.button("Move to a channel").click();
            Locator dialog = seller.page().locator("dialog[open]");
            dialog.getByLabel("Channel (a partner, a presale)").fill("Fan club");
            dialog.getByLabel("Reason").fill("presale of the fan club");
            dialog.locator("button", new Locator.LocatorOptions().setHasText("Move to a channel"))
                    .click();
            assertThat(dialog).isHidden();
            assertThat(seller.page().locator("[data-kept-back] li[data-channel='Fan club']"))
                    .containsText("2 seats");
            assertThat(seller.page().locator("[data-seat-controls] li[data-action=MOVE]"))
                    .containsText("presale of the fan club");

            seller.button("Seat 1 kept back").click();
            seller.command("Sell again", "the club needs one only");
            assertThat(seller.page().locator("[data-kept-back] li[data-channel='Fan club']"))
                    .containsText("Fan club 1 seat");
        }
    }

    @Test
    void an_operator_reads_a_seats_history_and_plays_the_sale_back(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Wish.openSoon());
        try (Fan fan = Fan.with(site, 1024, 900).signUp();
                Console operator = Console.of(site, site.accounts().manager())) {
            fan.openEvent(show).join().enter().choose("A-1-1", "A-1-2").hold();
            fan.button("다시 고르기").click();
            fan.choose("A-1-1", "A-1-2").hold().book().pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();

            operator.page().navigate("/console/sales/" + show.saleId());
            operator.page().locator("[data-seat-finder] summary").click();
            operator.page().getByLabel("1: Sold").click();
            Locator history = operator.page().locator("[data-seat-history='A-1-1']");
            readUntil(operator, history.locator("tr[data-cause=SALE]"));
            assertThat(history.locator("tr[data-cause=HOLD]")).hasCount(2);
            assertThat(history.locator("tr[data-cause=RELEASE]")).hasCount(1);

            operator.button("Replay").click();
            operator.field("Speed").selectOption("1000");
            assertThat(operator.page().locator("[data-replay=over]")).isVisible();
            assertThat(operator.page().locator("[data-replay-counts]")).containsText("2 sold");
        }
    }

    /** The history follows a moment later. */
    private static void readUntil(Console operator, Locator row) {
        operator.page()
                .waitForCondition(
                        () -> {
                            operator.button("Read again").click();
                            return row.count() > 0;
                        },
                        new Page.WaitForConditionOptions().setTimeout(30_000));
    }
}
