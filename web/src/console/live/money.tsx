import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Order, OrderFigures } from "../types.ts";
import { count, money } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import type { Refusal } from "../../kit/problems.ts";
import { Link } from "../../kit/router.tsx";
import { follow, type StreamHealth } from "../../kit/stream.ts";
import { Loading, ProblemNotice } from "../../kit/ui.tsx";

const texts = {
  ko: {
    title: "예매와 결제",
    confirmed: "예매 확정",
    pending: "결제 대기",
    tickets: "발권",
    captured: "결제 금액",
    refunded: "환불 금액",
    cancelled: "취소",
    expired: "기한 만료",
    unknown: "확인 중인 결제",
    declined: "결제 거절",
    all: "주문 목록 보기",
    waiting: "연결이 늦어지고 있습니다. 마지막으로 받은 값입니다.",
  },
  en: {
    title: "Bookings and money",
    confirmed: "Confirmed",
    pending: "Awaiting payment",
    tickets: "Tickets",
    captured: "Paid",
    refunded: "Refunded",
    cancelled: "Cancelled",
    expired: "Expired",
    unknown: "Payments being checked",
    declined: "Declined",
    all: "See the orders",
    waiting: "The connection is slow; these are the latest values received.",
  },
};

/** Follows the orders of a sale: figures at most once a second, rows as they happen. */
export function useOrders(
  saleId: string,
  onRow: (row: Order) => void,
): { figures: OrderFigures | null; health: StreamHealth; refused: Refusal | null } {
  const [figures, setFigures] = useState<OrderFigures | null>(null);
  const [health, setHealth] = useState<StreamHealth>("connecting");
  const [refused, setRefused] = useState<Refusal | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const query = { saleId };
    const read = () => ask("GET /api/v1/admin/bookings/figures", { query, signal: abort.signal });
    read().then((first) => setFigures((now) => now ?? first), () => {}); // the stream brings them too, and then knows better
    follow({
      operation: "GET /api/v1/admin/bookings/events",
      query,
      onEvent: (name, data) => name === "figures" ? setFigures(data as OrderFigures) : name === "booking" && onRow(data as Order),
      onHealth: setHealth,
      onRefused: setRefused,
      poll: async () => {
        setFigures(await read());
        return 3_000;
      },
      signal: abort.signal,
    });
    return () => abort.abort();
  }, [saleId]);
  return { figures, health, refused };
}

export function MoneyFacts({ figures }: { figures: OrderFigures }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const n = (value: number) => count(value, language);
  const facts: [string, string][] = [
    [t.captured, money(figures.captured, language)],
    [t.refunded, money(figures.refunded, language)],
    [t.confirmed, n(figures.confirmed)],
    [t.tickets, n(figures.tickets)],
    [t.pending, n(figures.pending)],
    [t.cancelled, n(figures.cancelled)],
    [t.expired, n(figures.expired)],
    [t.declined, n(figures.declined)],
    [t.unknown, n(figures.paymentsUnknown)],
  ];
  return (
    <dl class="facts-row">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function MoneyPanel({ saleId }: { saleId: string }): JSX.Element {
  const t = useTexts(texts);
  const { figures, health, refused } = useOrders(saleId, () => {});
  return (
    <section class="card">
      <div class="row apart">
        <h2>{t.title}</h2>
        <Link to={`/console/sales/${saleId}/orders`}>{t.all}</Link>
      </div>
      {figures === null ? (refused === null ? <Loading /> : <ProblemNotice problem={refused} />) : <MoneyFacts figures={figures} />}
      {figures !== null && health !== "live" && health !== "polling" && <p class="faint" role="status">{t.waiting}</p>}
    </section>
  );
}
