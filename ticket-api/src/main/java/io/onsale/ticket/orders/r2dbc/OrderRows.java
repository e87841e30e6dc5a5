package io.onsale.ticket.orders.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Checkout;
import io.onsale.ticket.orders.Order;
import io.onsale.ticket.orders.OrderDetail.OrderRefund;
import io.onsale.ticket.orders.OrderDetail.PaymentTry;
import io.onsale.ticket.payment.Attempt;
import io.onsale.ticket.refund.Refund;
import io.onsale.ticket.refund.Refunds;
import io.r2dbc.spi.Readable;
import java.util.List;

/** Reads the rows of orders. */
final class OrderRows {
    /** Of bookings {@code b} with their event {@code e}. The rest is looked up per row, of which there are few. */
    static final String SELECT = """
            select b.booking_id, b.placed_at, b.status, b.fan_id, m.name as fan_name, m.email as fan_email, b.event_id, b.sale_id,
                   b.performance_id, p.starts_at, b.amount, b.currency, y.state = 'PAID' as is_paid, y.refunded,
                   array(select s.label from booking_seat s where s.booking_id = b.booking_id order by s.position) as seats,
                   (select count(*) from payment_attempt a where a.payment_id = b.payment_id) as attempts,
                   exists (select from payment_attempt a
                            where a.payment_id = b.payment_id and a.state in ('SENT', 'UNKNOWN')) as is_checking
              from booking b
                   join event e on e.event_id = b.event_id
                   join performance p on p.performance_id = b.performance_id
                   join payment y on y.payment_id = b.payment_id
                   left join member m on m.member_id = b.fan_id
            """;

    private OrderRows() {}

    static Order order(Readable row) {
        String currency = text(row, "currency");
        return new Order(
                text(row, "booking_id"),
                time(row, "placed_at"),
                BookingStatus.valueOf(text(row, "status")),
                new Order.Buyer(text(row, "fan_id"), findText(row, "fan_name"), findText(row, "fan_email")),
                text(row, "event_id"),
                text(row, "sale_id"),
                text(row, "performance_id"),
                time(row, "starts_at"),
                List.of(texts(row, "seats")),
                new Money(number(row, "amount"), currency),
                paymentState(row),
                new Money(number(row, "refunded"), currency),
                Math.toIntExact(number(row, "attempts")));
    }

    private static Checkout.State paymentState(Readable row) {
        if (flag(row, "is_paid")) {
            return Checkout.State.PAID;
        }
        return flag(row, "is_checking") ? Checkout.State.CHECKING : Checkout.State.OPEN;
    }

    static PaymentTry attempt(Readable row) {
        return new PaymentTry(
                text(row, "attempt_id"),
                Attempt.State.valueOf(text(row, "state")),
                findText(row, "reason"),
                time(row, "started_at"),
                findTime(row, "settled_at"));
    }

    static OrderRefund refund(Readable row) {
        return new OrderRefund(
                text(row, "refund_id"),
                new Money(number(row, "amount"), text(row, "currency")),
                Refund.State.valueOf(text(row, "state")),
                Refunds.Cause.valueOf(text(row, "cause")),
                text(row, "reason"),
                integer(row, "tries"),
                time(row, "requested_at"),
                findTime(row, "settled_at"));
    }
}
