package io.onsale.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.onsale.browser.LiveSite.Site;
import io.onsale.browser.Show.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a fan is told while choosing seats. */
@ExtendWith(LiveSite.class)
@Timeout(180)
final class SeatsTest {
    private static final String HELD = "이 좌석으로 예매하기";

    @Test
    void the_best_seats_come_with_the_reason_why_they_are(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Wish.openSoon());
        try (Fan fan = inside(site, show)) {
            fan.button("자동 선택").click();
            assertThat(fan.page().getByText("한 줄에 나란히 붙은 자리 가운데 무대에 가장 가까운 좌석입니다."))
                    .isVisible();
            fan.page().reload();
            assertThat(fan.button("다시 고르기")).isVisible(); // the seats are still the fan's
        }
    }

    @Test
    void seats_that_leave_a_single_one_are_exchanged_at_one_press(Site site) {
        Show show = Show.publish(site.client(site.accounts().seller()), site.anybody(), Wish.openSoon());
        try (Fan fan = inside(site, show)) {
            fan.choose("A-1-2", "A-1-3").hold();
            assertThat(fan.page().getByText("혼자 남는 좌석: A 1열 1번")).isVisible();
            fan.button("이 좌석으로 바꾸기").click();
            assertThat(fan.button("결제하러 가기")).isVisible();
            assertThat(fan.page().getByText("A 1-1")).isVisible();
        }
    }

    @Test
    void an_area_is_bought_by_number_and_special_seats_say_what_they_are(Site site) {
        Show show = Show.publishMixed(site.client(site.accounts().seller()), site.anybody(), Wish.openSoon());
        try (Fan fan = inside(site, show)) {
            assertThat(fan.page().locator(".legend [data-feature]")).hasCount(3);
            assertThat(fan.page().locator("[data-seat='W-1-1']")).hasAttribute("title", "휠체어석");
            fan.page()
                    .getByLabel("구역")
                    .last()
                    .selectOption(new com.microsoft.playwright.options.SelectOption().setIndex(1));
            Locator more = fan.button("스탠딩 A: 한 명 더");
            more.click();
            more.click();
            assertThat(fan.page().getByText("지정 좌석 없음, 5명 남음, 2명 선택함")).isVisible();
            fan.hold();
            assertThat(fan.page().getByText("₩140,000").first()).isVisible();
            fan.book().pay("ok");
            assertThat(fan.page().locator("[data-status=CONFIRMED]")).isVisible();
        }
        try (Fan other = inside(site, show)) {
            assertThat(other.page().locator("[data-left='스탠딩']")).hasText("3석 남음");
        }
    }

    private static Fan inside(Site site, Show show) {
        return Fan.with(site, 1024, 900).signUp().openEvent(show).join().enter();
    }
}
