package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.onsale.browser.LiveSite.Site;
import java.util.List;
import org.awaitility.Awaitility;
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
        try (Fan fan = Fan.with(site, 390, 844).signUp();
                BrowserContext gate = site.person(390, 844, "ko-KR")) {
            fan.openEvent(show)
                    .join()
                    .enter()
                    .choose("A-1-1", "A-1-2", "A-1-3")
                    .hold()
                    .book()
                    .pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();
            List<String> tickets = bindAll(fan);
            Page door = openGate(gate, site, show);

            String first = codeOf(fan, tickets.get(0));
            scan(door, first);
            assertThat(door.locator(".verdict .word")).hasText("입장");
            putAway(door);
            scan(door, first);
            assertThat(door.locator(".verdict .word")).hasText("이미 사용된 티켓");
            putAway(door);

            fan.browser().setOffline(true); // the phone has no signal at the door
            String second = codeOf(fan, tickets.get(1));
            gate.setOffline(true);
            door.reload();
            scan(door, second);
            assertThat(door.locator(".verdict .word")).hasText("입장");
            putAway(door);
            scan(door, second);
            assertThat(door.locator(".verdict .word")).hasText("이미 사용된 티켓");
            putAway(door);
            scan(door, second.substring(0, second.length() - 3) + "000");
            assertThat(door.locator(".verdict.bad")).isVisible();
            putAway(door);

            gate.setOffline(false);
            fan.browser().setOffline(false);
            assertThat(door.locator(".health.live")).isVisible();
            fan.page().navigate("/tickets");
            assertThat(fan.page().locator("[data-state=USED]")).hasCount(2);
        }
    }

    private static Page openGate(BrowserContext gate, Site site, Show show) {
        Page door = gate.newPage();
        door.navigate("/gate");
        door.locator("input[type=email]").fill(site.accounts().gate().email());
        door.locator("input[type=password]").fill(site.accounts().gate().password());
        door.locator("form button").click();
        door.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(show.title()))
                .click();
        door.getByLabel("이 게이트의 이름").fill("북문 1");
        door.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("명단 받기"))
                .click();
        assertThat(door.locator("#code")).isVisible();
        assertThat(door.locator(".health.live")).isVisible();
        door.waitForFunction("navigator.serviceWorker.controller !== null");
        return door;
    }

    /** Binds each of the fan's tickets to the fan's phone. */
    private static List<String> bindAll(Fan fan) {
        Page page = fan.page();
        page.navigate("/tickets");
        assertThat(page.locator("[data-ticket]")).hasCount(3);
        List<String> ids = page.locator("[data-ticket]").all().stream()
                .map(ticket -> ticket.getAttribute("data-ticket"))
                .toList();
        for (String id : ids) {
            page.navigate("/tickets/" + id);
            fan.button("이 기기에서 입장 코드 만들기").click();
            assertThat(page.locator(".ticket-code canvas")).isVisible();
        }
        page.waitForFunction("navigator.serviceWorker.controller !== null"); // opens without a network from now on
        return ids;
    }

    /** What the fan's phone shows at the door. */
    private static String codeOf(Fan fan, String ticketId) throws Exception {
        fan.page().navigate("/tickets/" + ticketId);
        assertThat(fan.page().locator(".ticket-code canvas")).isVisible();
        return Codes.read(fan.page().locator(".ticket-code canvas"));
    }

    private static void scan(Page door, String code) {
        door.locator("#code").fill(code);
        door.locator("#code").press("Enter");
    }

    /** Again until it is gone: a key pressed as the verdict appears may come too early for it. */
    private static void putAway(Page door) {
        Awaitility.await("the verdict is put away").until(() -> {
            door.keyboard().press("Escape");
            return door.locator(".verdict").count() == 0;
        });
    }
}
