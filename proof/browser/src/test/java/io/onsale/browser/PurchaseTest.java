package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.onsale.browser.LiveSite.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The fan's way from the event to the ticket. */
@ExtendWith(LiveSite.class)
@Timeout(300)
final class PurchaseTest {
    private static Show show(Site site) {
        return Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openSoon());
    }

    @Test
    void a_fan_waits_chooses_pays_and_has_tickets_and_a_reload_never_loses_anything(Site site) {
        Show show = Show.publish(
                site.client(site.accounts().seller()),
                site.anybody(),
                new Show.Wish("RANDOM", Duration.ofSeconds(1), Duration.ofSeconds(30), 50, Duration.ofDays(30)));
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            fan.openEvent(show).page().reload();
            fan.join().page().reload();
            assertThat(fan.page().locator("[data-health=live]")).isVisible();
            fan.enter().page().reload();
            fan.choose("A-1-1", "A-1-2").hold();
            assertThat(fan.button("결제하러 가기")).isVisible();
            fan.page().reload();
            fan.book().page().reload();

            fan.pay("declined");
            assertThat(fan.page().getByText("결제가 승인되지 않았습니다")).isVisible();
            fan.pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();
            fan.page().reload();
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();

            fan.button("티켓 보기").click();
            assertThat(fan.page().locator("[data-ticket]")).hasCount(2);
            fan.page().reload();
            assertThat(fan.page().locator("[data-ticket]")).hasCount(2);
        }
    }

    @Test
    void going_back_after_paying_does_not_pay_again(Site site) {
        Show show = show(site);
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            fan.openEvent(show).join().enter().choose("A-1-3").hold().book().pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();
            List<String> payments = new CopyOnWriteArrayList<>();
            fan.page().onRequest(request -> {
                if (request.url().endsWith("/payment")) {
                    payments.add(request.url());
                }
            });

            fan.page().goBack();
            fan.page().goForward();

            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();
            assertThat(payments).isEmpty();
        }
    }

    @Test
    void seats_that_somebody_else_took_are_named_and_the_nearest_others_offered(Site site) {
        Show show = show(site);
        try (Fan first = Fan.with(site, 1280, 900).signUp();
                Fan second = Fan.with(site, 1280, 900).signUp()) {
            first.openEvent(show).join();
            second.openEvent(show).join();
            first.enter().choose("A-1-5", "A-1-6");
            second.enter().page().route("**/seats/events*", route -> {}); // does not see the other's choice in time
            second.page().reload();
            second.choose("A-1-5", "A-1-6");
            first.hold();
            assertThat(first.button("결제하러 가기")).isVisible();

            second.hold();

            assertThat(second.page().getByText("방금 다른 분이 먼저 선택한 좌석이 있습니다.")).isVisible();
            assertThat(second.page().getByText("가장 가까운 다른 좌석")).isVisible();
            second.button("이 좌석으로 바꾸기").click();
            assertThat(second.button("결제하러 가기")).isVisible();
        }
    }

    @Test
    void while_the_stream_is_open_the_line_asks_for_nothing(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openLater("ARRIVAL"));
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            fan.openEvent(show).join();
            List<String> requests = new CopyOnWriteArrayList<>();
            fan.page().onRequest((Request request) -> requests.add(request.url()));

            fan.page().waitForTimeout(5_000); // several ticks of the line and of the page's own clocks

            assertThat(requests).isEmpty();
        }
    }

    @Test
    void a_line_without_a_network_says_so_and_goes_on_when_it_is_back(Site site) {
        Show show = show(site);
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            fan.openEvent(show).join();

            fan.browser().setOffline(true);
            assertThat(fan.page().getByText("인터넷 연결이 끊겼습니다")).isVisible();
            fan.browser().setOffline(false);

            assertThat(fan.page().locator("canvas[data-painted]")).isHidden();
            fan.enter();
        }
    }

    @Test
    void a_second_tab_shows_the_same_place(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openLater("ARRIVAL"));
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            Page first = fan.openEvent(show).join().page();
            String number = fan.number();

            Page second = fan.newTab();
            second.navigate("/events/" + show.eventId() + "/line");

            assertThat(fan.number()).isEqualTo(number);
            assertThat(first.locator("[data-health=live]")).isVisible();
        }
    }

    @Test
    void the_place_moves_to_another_device_by_a_code(Site site) throws Exception {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Show.Wish.openLater("ARRIVAL"));
        try (Fan laptop = Fan.with(site, 1280, 900).signUp();
                Fan phone = Fan.with(site, 390, 844)) {
            String number = laptop.openEvent(show).join().number();
            laptop.button("다른 기기에서 이어서 보기").click();
            String link = Codes.read(laptop.page().locator("dialog canvas"));

            phone.page().navigate(link);

            assertThat(phone.page().locator("[data-health=live]")).isVisible();
            assertThat(phone.number()).isEqualTo(number);
            phone.page().navigate(link); // a code works once
            phone.page().reload();
            assertThat(phone.page().getByText("사용할 수 없는 코드입니다")).isVisible();
        }
    }

    @Test
    void two_tabs_that_pay_for_one_booking_charge_once(Site site) {
        Show show = show(site);
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            Page first = fan.openEvent(show)
                    .join()
                    .enter()
                    .choose("A-1-7")
                    .hold()
                    .book()
                    .page();
            String booking = first.url();
            Page second = fan.newTab();
            second.navigate(booking);
            fan.button("결제하기").click();
            first.bringToFront();
            first.locator(".button.wide").click();
            first.locator("button.main").waitFor();
            second.locator("button.main").click();
            assertThat(second.locator("[data-status=CONFIRMED]")).isVisible();

            first.locator("button.main").click();
            assertThat(first.locator(".note")).isVisible(); // the provider knows that it is paid
            first.locator("button[value=cancel]").click();

            assertThat(first.locator("[data-status=CONFIRMED]")).isVisible();
            second.navigate("/tickets");
            assertThat(second.locator("[data-ticket]")).hasCount(1);
            assertThat(site.client(site.accounts().seller())
                            .get("/api/v1/admin/bookings/figures?saleId=" + show.saleId())
                            .body()
                            .toString())
                    .contains("\"captured\":{\"amount\":120000");
        }
    }

    @Test
    void a_cancelled_booking_says_what_is_refunded_and_its_ticket_is_void(Site site) {
        Show show = show(site);
        try (Fan fan = Fan.with(site, 390, 844).signUp()) {
            fan.openEvent(show).join().enter().choose("A-1-8").hold().book().pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();

            fan.button("예매 취소").click();
            Locator dialog = fan.page().locator("dialog[open]");
            dialog.locator(".button.danger").click();
            assertThat(dialog.getByText("환불 금액 ₩120,000")).isVisible();
            dialog.locator(".button").click();

            assertThat(fan.page().locator("[data-status=CANCELLED]")).isVisible();
            assertThat(fan.page().getByText("₩120,000 환불됨")).isVisible();
            fan.page().navigate("/tickets");
            assertThat(fan.page().locator("[data-state=ISSUED]")).hasCount(0);
        }
    }
}
