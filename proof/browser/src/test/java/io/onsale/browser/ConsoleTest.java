package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.onsale.browser.LiveSite.Site;
import io.onsale.browser.Show.Wish;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What sellers and managers do at the console besides a sale. */
@ExtendWith(LiveSite.class)
@Timeout(120)
final class ConsoleTest {
    private static final String SEATS = "zone,row,seat,category\n";

    @Test
    void a_seller_says_which_grades_enter_at_which_gate(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Wish.openLater("ARRIVAL"));
        try (Console seller = Console.of(site, site.accounts().seller())) {
            seller.page().navigate("/console/events/" + show.eventId());
            seller.button("Set the entry rules").click();
            seller.button("Add a gate").click();
            seller.fill("Name of the gate", "North");
            seller.field("S").uncheck();
            assertThat(seller.page().getByText("No gate lets these grades in: S"))
                    .isVisible();
            seller.button("Save the entry rules").click();
            assertThat(seller.page().getByText("Saved. Gates follow")).isVisible();

            seller.page().reload();
            seller.button("Set the entry rules").click();
            assertThat(seller.field("Name of the gate")).hasValue("North");
            assertThat(seller.field("R")).isChecked();
            assertThat(seller.field("S")).not().isChecked();
        }
    }

    @Test
    void a_manager_suspends_a_member_and_reads_who_did_so_and_why(Site site) {
        String email = "fan-" + UUID.randomUUID() + "@example.com";
        try (Fan fan = Fan.with(site, 390, 844).signUp(email);
                Console manager = Console.of(site, site.accounts().manager())) {
            manager.link("Members").click();
            manager.fill("Beginning of an e-mail address or a name", email)
                    .button("Look up")
                    .click();
            manager.command("Suspend: " + email, "Suspend", "bought for resale");
            assertThat(manager.button("Lift suspension: " + email)).isVisible();

            manager.button("History: " + email).click();
            Locator history = manager.page().locator("dialog[open]");
            assertThat(history).containsText("Suspended bought for resale");
            assertThat(history).containsText(site.accounts().manager().email());

            fan.page().reload();
            fan.page().navigate("/account");
            assertThat(fan.page().locator("input[type=password]").first()).isVisible(); // its session has ended
        }
    }

    @Test
    void a_seller_gives_a_venue_a_newer_plan_that_has_all_its_seats(Site site) {
        String name = "소극장 " + UUID.randomUUID().toString().substring(0, 4);
        site.client(site.accounts().seller())
                .post(
                        "/api/v1/venues",
                        Map.of("name", name, "location", "서울 종로구", "seatList", SEATS + "A,1,1,front\nA,1,2,front\n"));
        try (Console seller = Console.of(site, site.accounts().seller())) {
            seller.link("Venues").click();
            seller.link(name).click();
            assertThat(seller.page().locator("[data-seats='2']")).isVisible();

            seller.upload("Seating plan file", "newer.csv", SEATS + "A,1,2,front\nA,1,3,front\nA,2,1,back\n");
            assertThat(seller.page().getByText("2 seats now, 3 afterwards")).isVisible();
            seller.button("Use this plan").click();
            assertThat(seller.page().locator(".notice.bad")).containsText("lacks the venue's seat");
            assertThat(seller.page().locator("[data-seats='2']")).isVisible();

            seller.upload("Seating plan file", "all.csv", SEATS + "A,1,1,front\nA,1,2,front\nA,2,1,back\n");
            seller.button("Use this plan").click();
            assertThat(seller.page().locator("[data-seats='3']")).isVisible();
            assertThat(seller.page().getByText("Your next events have the newer plan"))
                    .isVisible();
        }
    }
}
