package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.onsale.browser.LiveSite.Site;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the code on a fan's phone to the gate, with and without a network. */
@ExtendWith(LiveSite.class)
@Timeout(300)
final class GateTest {
    @Test
    void a_ticket_lets_in_once_also_at_a_gate_without_a_network(Site site) throws Exception {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.tonight());
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            fan.openEvent(show)
                    .join()
                    .enter()
                    .choose("A-1-1", "A-1-2", "A-1-3")
                    .hold()
                    .book()
                    .pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();
            List<String> tickets = fan.bindTickets(3);
            try (Gate gate = Gate.open(site, site.accounts().gate(), show.title())) {
                String first = fan.codeOf(tickets.get(0));
                gate.scan(first, "입장").scan(first, "이미 사용된 티켓");

                fan.browser().setOffline(true); // the phone has no signal at the door
                String second = fan.codeOf(tickets.get(1));
                gate.goOffline().scan(second, "입장").scan(second, "이미 사용된 티켓").refuses(forged(second));
                gate.goOnline();
            }
            fan.browser().setOffline(false);
            fan.page().navigate("/tickets");
            assertThat(fan.page().locator("[data-state=USED]")).hasCount(2);
        }
    }

    private static String forged(String code) {
        return code.substring(0, code.length() - 3) + "000";
    }
}
