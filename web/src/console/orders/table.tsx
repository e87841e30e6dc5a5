import type { JSX } from "preact";
import type { Order } from "../types.ts";
import { money, shortDateTime } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button } from "../../kit/ui.tsx";
import { toneOf, words } from "../words.ts";

const texts = {
  ko: {
    caption: "주문 목록",
    when: "예매 시각",
    booking: "예매 번호",
    fan: "구매자",
    performance: "회차",
    seats: "좌석",
    total: "금액",
    state: "상태",
    payment: "결제",
    refunded: (amount: string) => `환불 ${amount}`,
    detail: "상세",
  },
  en: {
    caption: "Orders",
    when: "Placed",
    booking: "Booking",
    fan: "Fan",
    performance: "Performance",
    seats: "Seats",
    total: "Amount",
    state: "State",
    payment: "Payment",
    refunded: (amount: string) => `${amount} refunded`,
    detail: "Details",
  },
};

export interface OrderTableProps {
  rows: Order[];
  fresh: ReadonlySet<string>;
  timeZone: string | undefined;
  onOpen: (bookingId: string) => void;
}

export function OrderTable({ rows, fresh, timeZone, onOpen }: OrderTableProps): JSX.Element {
  const t = useTexts(texts);
  const names = [t.when, t.booking, t.fan, t.performance, t.seats, t.total, t.state, t.payment];
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.caption}>
      <table>
        <caption class="hidden">{t.caption}</caption>
        <thead>
          <tr>
            {names.map((name) => <th key={name} scope="col" class={name === t.total ? "num" : undefined}>{name}</th>)}
            <th scope="col">
              <span class="hidden">{t.detail}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <Row key={row.bookingId} row={row} isFresh={fresh.has(row.bookingId)} timeZone={timeZone} onOpen={onOpen} />)}
        </tbody>
      </table>
    </div>
  );
}

function Row(
  { row, isFresh, timeZone, onOpen }: { row: Order; isFresh: boolean; timeZone: string | undefined; onOpen: (id: string) => void },
): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  return (
    <tr class={isFresh ? "fresh" : undefined}>
      <td>{shortDateTime(row.placedAt, timeZone, language)}</td>
      <td class="mono">{row.bookingId}</td>
      <td>
        {row.fan.name ?? row.fan.memberId}
        <br />
        <small>{row.fan.email}</small>
      </td>
      <td>{shortDateTime(row.startsAt, timeZone, language)}</td>
      <td>{row.seats.join(", ")}</td>
      <td class="num">
        {money(row.total, language)}
        {row.refunded.amount > 0 && (
          <>
            <br />
            <small>{t.refunded(money(row.refunded, language))}</small>
          </>
        )}
      </td>
      <td>
        <span class={`badge ${toneOf(row.status)}`}>{w.orders[row.status] ?? row.status}</span>
      </td>
      <td>{w.payments[row.paymentState] ?? row.paymentState}</td>
      <td>
        <Button tone="plain" aria-label={`${t.detail} ${row.bookingId}`} onClick={() => onOpen(row.bookingId)}>{t.detail}</Button>
      </td>
    </tr>
  );
}
