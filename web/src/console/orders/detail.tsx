import type { JSX } from "preact";
import type { Order, OrderDetail } from "../types.ts";
import { type Money, money, shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Dialog, Face } from "../../kit/ui.tsx";
import { toneOf, words } from "../words.ts";

const texts = {
  ko: {
    title: (id: string) => `예매 ${id}`,
    fan: "구매자",
    placed: "예매 시각",
    performance: "회차",
    seats: "좌석",
    total: "금액",
    state: "상태",
    attempts: "결제 시도",
    refunds: "환불",
    none: "없음",
    when: "시각",
    amount: "금액",
    reason: "사유",
    causes: { CANCELLATION: "취소", PAID_TOO_LATE: "기한이 지난 결제", WRONG_AMOUNT: "금액 불일치", EXTERNAL: "결제사에서 직접" } as Record<
      string,
      string
    >,
    tries: (n: number) => `${n}번째 시도`,
  },
  en: {
    title: (id: string) => `Booking ${id}`,
    fan: "Fan",
    placed: "Placed",
    performance: "Performance",
    seats: "Seats",
    total: "Amount",
    state: "State",
    attempts: "Payment attempts",
    refunds: "Refunds",
    none: "None",
    when: "When",
    amount: "Amount",
    reason: "Reason",
    causes: {
      CANCELLATION: "cancellation",
      PAID_TOO_LATE: "paid too late",
      WRONG_AMOUNT: "wrong amount",
      EXTERNAL: "made at the provider",
    } as Record<string, string>,
    tries: (n: number) => `try ${n}`,
  },
};

/** One booking with everything that happened to its money. */
export function OrderDialog(
  { bookingId, timeZone, onClose }: { bookingId: string; timeZone: string | undefined; onClose: () => void },
): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const order = useLoad((signal) => ask("GET /api/v1/admin/bookings/{bookingId}", { path: { bookingId }, signal }), [bookingId]);
  return (
    <Dialog title={t.title(bookingId)} onClose={onClose}>
      <Face of={order}>{(value) => <Detail order={value} timeZone={timeZone} />}</Face>
      <div class="row end">
        <Button tone="plain" onClick={onClose}>{c.close}</Button>
      </div>
    </Dialog>
  );
}

function Detail({ order, timeZone }: { order: OrderDetail; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const { order: booking, attempts, refunds } = order;
  return (
    <>
      <Facts booking={booking} timeZone={timeZone} />
      <Movements
        name={t.attempts}
        timeZone={timeZone}
        rows={attempts.map((each) => ({
          id: each.attemptId,
          at: each.settledAt ?? each.startedAt,
          amount: booking.total,
          state: each.state,
          reason: each.reason,
        }))}
      />
      <Movements
        name={t.refunds}
        timeZone={timeZone}
        rows={refunds.map((each) => ({
          id: each.refundId,
          at: each.settledAt ?? each.requestedAt,
          amount: each.amount,
          state: each.state,
          reason: `${t.causes[each.cause] ?? each.cause}${each.reason === "" ? "" : ` · ${each.reason}`}${
            each.tries > 1 ? ` (${t.tries(each.tries)})` : ""
          }`,
        }))}
      />
    </>
  );
}

function Facts({ booking, timeZone }: { booking: Order; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  return (
    <dl class="facts">
      <dt>{t.state}</dt>
      <dd>
        <span class={`badge ${toneOf(booking.status)}`}>{w.orders[booking.status] ?? booking.status}</span>
      </dd>
      <dt>{t.fan}</dt>
      <dd>{buyerOf(booking)}</dd>
      <dt>{t.placed}</dt>
      <dd>{shortDateTime(booking.placedAt, timeZone, language)}</dd>
      <dt>{t.performance}</dt>
      <dd>{shortDateTime(booking.startsAt, timeZone, language)}</dd>
      <dt>{t.seats}</dt>
      <dd>{booking.seats.join(", ")}</dd>
      <dt>{t.total}</dt>
      <dd class="num">{money(booking.total, language)}</dd>
    </dl>
  );
}

function buyerOf({ fan }: Order): string {
  return fan.name == null ? fan.memberId : `${fan.name} · ${fan.email}`;
}

/** An attempt to pay, or a refund. */
interface Movement {
  id: string;
  at: string;
  amount: Money;
  state: string;
  reason?: string | null;
}

function Movements({ name, rows, timeZone }: { name: string; rows: Movement[]; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  return (
    <>
      <h3>{name}</h3>
      {rows.length === 0 ? <p class="faint">{t.none}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={name}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.when}</th>
                <th scope="col" class="num">{t.amount}</th>
                <th scope="col">{t.state}</th>
                <th scope="col">{t.reason}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>{shortDateTime(row.at, timeZone, language)}</td>
                  <td class="num">{money(row.amount, language)}</td>
                  <td>
                    <span class={`badge ${toneOf(row.state)}`}>{w.payments[row.state] ?? row.state}</span>
                  </td>
                  <td>{row.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
