package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.payment.PaymentProvider.Returned;
import io.onsale.ticket.payment.PaymentProvider.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares the provider's cancellations of a payment with our refunds of it. Pure. A cancellation is ours only if that can be proved: by the
 * provider's id, which we know, or by the refund's id, with which the reason begins. All others were made without us.
 */
final class RefundComparison {
    /** A refund of ours that the provider has done. */
    record Done(Refund refund, Returned returned) {}

    /** A refund that can no longer be made in full. */
    record Shrunk(Refund refund, Money amount) {}

    private final List<Done> done = new ArrayList<>();
    private final List<Returned> external = new ArrayList<>();
    private final List<Shrunk> shrunk = new ArrayList<>();
    private final View view;
    private long givenBack; // minor units, by our records after this comparison
    private long mustBeThere; // minor units that the provider must show
    private long stillToGo; // minor units

    /** @param refunds all refunds of the payment, in the order of their requests */
    RefundComparison(List<Refund> refunds, View view) {
        this.view = view;
        match(refunds);
        shrink(refunds);
    }

    private void match(List<Refund> refunds) {
        Set<Refund> free = new HashSet<>();
        Set<String> known = new HashSet<>();
        for (Refund refund : refunds) {
            if (refund.cancellationId() == null) {
                free.add(refund);
            } else {
                known.add(refund.cancellationId());
            }
            if (refund.state() == Refund.State.SUCCEEDED) {
                givenBack += refund.amount().amount();
                mustBeThere += refund.isSettledLong() ? refund.amount().amount() : 0;
            }
        }
        for (Returned returned : view.returned()) {
            if (returned.isDone() && !known.contains(returned.id())) {
                refunds.stream()
                        .filter(refund -> free.contains(refund) && isOf(refund, returned))
                        .findFirst()
                        .ifPresentOrElse(refund -> addDone(free, refund, returned), () -> addExternal(returned));
            }
        }
    }

    private static boolean isOf(Refund refund, Returned returned) {
        return refund.isReason(returned.reason()) || isOfOld(refund, returned);
    }

    /** Old refunds, stored before ids were, are recognised by reason and amount; newer ones that have succeeded have an id. */
    private static boolean isOfOld(Refund refund, Returned returned) {
        return refund.state() == Refund.State.SUCCEEDED
                && refund.reason().equals(returned.reason())
                && refund.amount().equals(returned.amount());
    }

    private void addDone(Set<Refund> free, Refund refund, Returned returned) {
        free.remove(refund);
        done.add(new Done(refund, returned));
        givenBack +=
                refund.state() == Refund.State.SUCCEEDED ? 0 : returned.amount().amount();
    }

    private void addExternal(Returned returned) {
        external.add(returned);
        givenBack += returned.amount().amount();
    }

    /** Distributes what is left over the requested refunds, the earlier first. */
    private void shrink(List<Refund> refunds) {
        Set<Refund> finished = new HashSet<>();
        done.forEach(one -> finished.add(one.refund()));
        long left = Math.max(0, view.total().amount() - givenBack);
        for (Refund refund : refunds) {
            if (refund.isRequested() && !finished.contains(refund)) {
                long wanted = refund.amount().amount();
                long possible = Math.min(wanted, left);
                left -= possible;
                stillToGo += possible;
                if (possible < wanted) {
                    shrunk.add(new Shrunk(
                            refund, new Money(possible, refund.amount().currency())));
                }
            }
        }
    }

    List<Done> done() {
        return done;
    }

    List<Returned> external() {
        return external;
    }

    List<Shrunk> shrunk() {
        return shrunk;
    }

    /** Minor units that are refunded or being refunded. */
    long counted() {
        return givenBack + stillToGo;
    }

    /** Whether our records now agree with the provider's. A refund done just now may be missing in what the provider showed. */
    boolean isExplained() {
        long shown = view.cancelled().amount();
        return shown <= givenBack && shown >= mustBeThere;
    }
}
