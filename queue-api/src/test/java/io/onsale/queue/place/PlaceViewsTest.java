package io.onsale.queue.place;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.eta.AdmissionPace;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.place.PlaceView.SaleNotice;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.TestReplica;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.testing.Snapshots;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a polling fan is shown about a sale that does not run on schedule. */
class PlaceViewsTest {
    private static final FanId ANN = new FanId("ann");
    private static final long SOON_MS = 20_000; // longer than any poll interval sent to a waiting fan

    private final AdmissionPace pace = AdmissionPace.from(aLine().at(0).taken())
            .after(aLine().opensAt(0).at(2_000).called(10).taken())
            .after(aLine().opensAt(0).at(4_000).called(20).taken()); // so that there is an ETA

    private PlaceView view(PlaceState state, Snapshots line) {
        ReplicaPlace place = TestReplica.place(ANN, Snapshots.place(state, 7));
        return PlaceViews.of(place, line.taken(), pace);
    }

    @Test
    void a_running_sale_is_not_mentioned() {
        PlaceView view = view(PlaceState.WAITING, aLine().waiting(3, 7));

        assertThat(view.sale()).isNull();
        assertThat(view.eta()).isNotNull();
        assertThat(view.pollAfterMs()).isLessThan(SOON_MS);
    }

    @Test
    void a_fan_who_waits_for_an_ended_sale_sees_that_and_gets_no_eta() {
        PlaceView soldOut = view(
                PlaceState.WAITING, aLine().waiting(3, 7).in(SaleState.CLOSED).saying("sold-out"));
        assertThat(soldOut.state()).isEqualTo("WAITING");
        assertThat(soldOut.sale()).isEqualTo(new SaleNotice("CLOSED", "sold-out", "sold-out"));
        assertThat(soldOut.eta()).isNull();
        assertThat(soldOut.pollAfterMs()).isGreaterThan(SOON_MS);

        PlaceView closed = view(
                PlaceState.WAITING,
                aLine().waiting(7).in(SaleState.CLOSED).saying("Fire alarm").opensAt(2_000_000));
        assertThat(closed.state()).isEqualTo("LOBBY");
        assertThat(closed.sale()).isEqualTo(new SaleNotice("CLOSED", "Fire alarm", "sale-closed"));
        assertThat(closed.pollAfterMs()).isGreaterThan(SOON_MS);

        PlaceView late = view(PlaceState.WAITING, aLine().waiting(7).at(Snapshots.CLOSES_AT_MS));
        assertThat(late.sale()).isEqualTo(new SaleNotice("CLOSED", "", "sale-closed"));
        assertThat(late.eta()).isNull();
    }

    @Test
    void a_pause_and_a_drain_are_shown_with_their_reasons() {
        Snapshots paused = aLine().waiting(3, 7).in(SaleState.PAUSED).saying("Payment is slow");
        assertThat(view(PlaceState.WAITING, paused).sale())
                .isEqualTo(new SaleNotice("PAUSED", "Payment is slow", null));
        Snapshots drained = aLine().waiting(3, 7).in(SaleState.DRAINING).saying("Almost gone");
        assertThat(view(PlaceState.WAITING, drained).sale()).isEqualTo(new SaleNotice("DRAINING", "Almost gone", null));
        assertThat(view(PlaceState.WAITING, drained).eta()).isNotNull();
    }

    @Test
    void a_called_fan_sees_the_claim_deadline_only_while_claiming_is_possible() {
        PlaceView late = view(PlaceState.READY, aLine().at(Snapshots.CLOSES_AT_MS));
        assertThat(late.claimBy()).isEqualTo(Instant.EPOCH);
        assertThat(late.pollAfterMs()).isLessThan(SOON_MS);

        PlaceView closed = view(PlaceState.READY, aLine().in(SaleState.CLOSED));
        assertThat(closed.claimBy()).isNull();
        assertThat(closed.pollAfterMs()).isGreaterThan(SOON_MS);
    }
}
