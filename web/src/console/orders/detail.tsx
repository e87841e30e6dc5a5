import type { JSX } from "preact";
import type { OrderDetail } from "../types.ts";
import { money, shortDateTime } from "../../kit/format.ts";
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
  },
};

/** One booking with everything that happened to its money. */
export function OrderDialog({ bookingId, timeZone, onClose }: { bookingId: string; timeZone: string | undefined; onClose: () => void }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const order = useLoad((signal) => ask("GET /api/v1/admin/bookings/{bookingId}", { path: { bookingId }, signal }), [bookingId]);
  return (
    <Dialog title={t.title(bookingId)} onClose={onClose}>
      <Face of={order}>{(value) => <Detail order={value} timeZone={timeZone} />}</Face>
      <div class="row end"><Button tone="plain" onClick={onClose}>{c.close}</Button></div>
    </Dialog>
  );
}

function Detail({ order, timeZone }: { order: OrderDetail; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const { booking, attempts, refunds } = order;
  return (
    <>
      <dl class="facts">
        <dt>{t.state}</dt><dd><span class={`badge ${toneOf(booking.status)}`}>{w.orders[booking.status] ?? booking.status}</span></dd>
        <dt>{t.fan}</dt><dd>{booking.fan.name} · {booking.fan.email}</dd>
        <dt>{t.placed}</dt><dd>{shortDateTime(booking.placedAt, timeZone, language)}</dd>
        <dt>{t.performance}</dt><dd>{shortDateTime(booking.startsAt, timeZone, language)}</dd>
        <dt>{t.seats}</dt><dd>{booking.seats.join(", ")}</dd>
        <dt>{t.total}</dt><dd class="num">{money(booking.total, language)}</dd>
      </dl>
      <Movements name={t.attempts} rows={attempts} timeZone={timeZone} />
      <Movements name={t.refunds} rows={refunds} timeZone={timeZone} />
    </>
  );
}

function Movements({ name, rows, timeZone }: { name: string; rows: OrderDetail["attempts"]; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  return (
    <>
      <h3>{name}</h3>
      {rows.length === 0 ? <p class="faint">{t.none}</p> : (
        <div class="scroll">
          <table>
            <thead><tr><th scope="col">{t.when}</th><th scope="col" class="num">{t.amount}</th><th scope="col">{t.state}</th><th scope="col">{t.reason}</th></tr></thead>
            <tbody>
              {rows.map((row, i) => (
                <tr key={i}>
                  <td>{shortDateTime(row.at, timeZone, language)}</td>
                  <td class="num">{money(row.amount, language)}</td>
                  <td><span class={`badge ${toneOf(row.state)}`}>{w.payments[row.state] ?? row.state}</span></td>
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
