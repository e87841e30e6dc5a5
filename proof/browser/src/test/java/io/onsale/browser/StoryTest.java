package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.onsale.browser.LiveSite.Site;
import io.onsale.standalone.keys.DemoAccounts.DemoAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sale from its drawing to its door: a seller, an operator, a fan and a steward, each with a browser, and nobody with curl. */
@ExtendWith(LiveSite.class)
@Timeout(300)
final class StoryTest {
    @Test
    void a_seller_draws_up_a_sale_an_operator_steers_it_a_fan_buys_and_a_steward_lets_in(Site site) throws Exception {
        String title = "여름 밤 음악회 " + UUID.randomUUID().toString().substring(0, 4);
        try (Console seller = Console.of(site, site.accounts().seller());
                Console operator = Console.of(site, site.accounts().manager());
                Fan fan = Fan.with(site, 390, 844).signUp()) {
            publish(seller, title);
            DemoAccount steward = hireSteward(seller);

            openLive(operator, title);
            operator.command("Pause", "the band is late");
            findAndJoin(fan, title);
            assertThat(fan.page().getByText("the band is late")).isVisible();
            assertThat(operator.figure("Waiting")).hasText("1");
            operator.page().reload();
            operator.command("Resume", "the band is here");

            fan.enter();
            assertThat(operator.figure("Inside")).containsText("1");
            fan.choose("1F-A/A/1", "1F-A/A/2").hold().book().pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();
            assertThat(operator.page().getByText("₩240,000").first()).isVisible();
            assertThat(operator.page().getByText("the band is here").first()).isVisible(); // in the audit

            List<String> tickets = fan.bindTickets(2);
            try (Gate gate = Gate.open(site, steward, title)) {
                fan.browser().setOffline(true);
                String code = fan.codeOf(tickets.getFirst());
                gate.goOffline().scan(code, "입장").goOnline();
                gate.scan(code, "이미 사용된 티켓");
            }

            seller.link("Orders").first().click();
            assertThat(seller.page().locator("table tbody tr")).hasCount(1);
            seller.page().reload();
            assertThat(seller.page().locator("table tbody tr")).hasCount(1);
        }
    }

    /** Six steps, each loaded anew before it is filled in. */
    private static void publish(Console seller, String title) {
        Instant now = Instant.now();
        seller.link("Create an event").first().click();
        seller.at("Where does it take place?").field("Venue").selectOption("new");
        seller.fill("Name", "한강 공연장").fill("Address", "서울 영등포구 여의동로 330").fill("Time zone", "Asia/Seoul");
        seller.upload("Seating plan file", "hall.csv", seats());
        assertThat(seller.page().locator("canvas").first()).isVisible();
        seller.next().at("Grades and prices");
        grade(seller, 0, "S", "90000");
        grade(seller, 1, "R", "120000");
        assertThat(seller.field("Grade of each category: front"))
                .hasValue("1"); // a grade for each category, to begin with
        seller.next().at("Seats kept back");
        seller.button("Seat 8 for sale").click();
        assertThat(seller.page().getByText("1 seats kept back")).isVisible();
        seller.next().at("About the event").fill("Title", title);
        seller.fill("Performance 1 starts", now.plus(Duration.ofHours(1)));
        seller.next().at("Sale and line");
        seller.fill("Lobby opens", Instant.now().plusSeconds(22))
                .fill("Sale opens", Instant.now().plusSeconds(24));
        seller.fill("Sale ends", now.plus(Duration.ofMinutes(50)));
        seller.button("Next").click();
        seller.at("This is what fans will see");
        assertThat(seller.page().locator(".notice.bad")).hasCount(0);
        seller.button("Publish").click();
        seller.page().waitForURL("**/console/events/*");
        seller.at(title);
    }

    private static void grade(Console seller, int index, String name, String price) {
        seller.field("Name of the grade").nth(index).fill(name);
        seller.field("Price (KRW)").nth(index).fill(price);
    }

    private static String seats() {
        String rows = List.of("A", "B", "C").stream()
                .flatMap(row -> IntStream.rangeClosed(1, 8)
                        .mapToObj(seat -> "1F-A," + row + "," + seat + "," + (row.equals("A") ? "front" : "back")))
                .collect(Collectors.joining("\n"));
        return "zone,row,seat,category\n" + rows + "\n";
    }

    private static DemoAccount hireSteward(Console seller) {
        seller.link("Gate accounts").click();
        String email = "north-" + UUID.randomUUID() + "@example.com";
        seller.fill("E-mail", email).fill("Name", "North 1").button("Make").click();
        Locator password = seller.page().locator(".secret");
        assertThat(password).isVisible();
        String first = password.innerText();
        seller.link("Events").click();
        return new DemoAccount(email, first);
    }

    private static void openLive(Console operator, String title) {
        operator.fill("Search title and venue", title);
        Locator card = operator.page()
                .locator("main li, main article, main tr", new Page.LocatorOptions().setHasText(title))
                .first();
        card.getByText("Live console").click();
        operator.at(title);
    }

    /** As somebody does who has only heard of it. */
    private static void findAndJoin(Fan fan, String title) {
        fan.page().navigate("/");
        fan.page().locator("input[type=search]").fill(title);
        fan.page()
                .locator("a", new Page.LocatorOptions().setHasText(title))
                .first()
                .click();
        fan.join();
    }
}
