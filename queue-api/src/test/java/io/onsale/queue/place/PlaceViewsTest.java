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

/** What a fan who polls is told of a sale that does not go on as its times say. */
class PlaceViewsTest {
    private static final FanId ANN = new FanId("ann");
    private static final long SOON_MS = 20_000; // more than any who waits is told

    private final AdmissionPace pace = AdmissionPace.from(aLine().at(0).taken())
            .after(aLine().opensAt(0).at(2_000).called(10).taken())
            .after(aLine().opensAt(0).at(4_000).called(20).taken()); // so that there is a time to tell

    private PlaceView view(PlaceState state, Snapshots line) {
        ReplicaPlace place = TestReplica.place(ANN, Snapshots.place(state, 7));
        return PlaceViews.of(place, line.taken(), pace);
    }

    @Test
    void a_sale_that_goes_on_is_not_spoken_of() {
        PlaceView view = view(PlaceState.WAITING, aLine().waiting(3, 7));

        assertThat(view.sale()).isNull();
        assertThat(view.eta()).isNotNull();
        assertThat(view.pollAfterMs()).isLessThan(SOON_MS);
    }

    @Test
    void who_waits_for_a_sale_that_is_over_is_told_so_and_promised_nothing() {
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
    void a_pause_and_a_drain_are_told_with_their_reasons() {
        Snapshots paused = aLine().waiting(3, 7).in(SaleState.PAUSED).saying("Payment is slow");
        assertThat(view(PlaceState.WAITING, paused).sale())
                .isEqualTo(new SaleNotice("PAUSED", "Payment is slow", null));
        Snapshots drained = aLine().waiting(3, 7).in(SaleState.DRAINING).saying("Almost gone");
        assertThat(view(PlaceState.WAITING, drained).sale()).isEqualTo(new SaleNotice("DRAINING", "Almost gone", null));
        assertThat(view(PlaceState.WAITING, drained).eta()).isNotNull();
    }

    @Test
    void a_called_fan_is_told_until_when_to_claim_only_while_that_is_possible() {
        PlaceView late = view(PlaceState.READY, aLine().at(Snapshots.CLOSES_AT_MS));
        assertThat(late.claimBy()).isEqualTo(Instant.EPOCH);
        assertThat(late.pollAfterMs()).isLessThan(SOON_MS);

        PlaceView closed = view(PlaceState.READY, aLine().in(SaleState.CLOSED));
        assertThat(closed.claimBy()).isNull();
        assertThat(closed.pollAfterMs()).isGreaterThan(SOON_MS);
    }
}
