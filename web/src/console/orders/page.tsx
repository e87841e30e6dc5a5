import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Order, OrderPage } from "../types.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Link } from "../../kit/router.tsx";
import { common } from "../../kit/texts.ts";
import { Button, Choice, Face, Field, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { findEventOfSale, titleOf } from "../events.ts";
import { MoneyFacts, useOrders } from "../live/money.tsx";
import { useMe } from "../me.ts";
import { words } from "../words.ts";
import { OrderDialog } from "./detail.tsx";
import { saveExport } from "./export.ts";
import { merged, suits } from "./rows.ts";
import { OrderTable } from "./table.tsx";

const PAGE = 50;
const ROWS_MAX = 1_000; // in the page; older ones are found by searching
const STATUSES = ["PENDING", "CONFIRMED", "CANCELLED", "EXPIRED"];
const SEARCH_MS = 300; // after the last key

const texts = {
  ko: {
    title: "주문",
    live: "실시간 콘솔",
    search: "검색",
    searchHint: "예매 번호, 회원 번호, 이메일 전체, 또는 이름의 앞부분",
    state: "상태",
    any: "전체",
    export: "CSV 내려받기",
    exported: "내려받았습니다.",
    none: "조건에 맞는 주문이 없습니다.",
    noneYet: "아직 주문이 없습니다. 예매가 들어오면 바로 여기에 나타납니다.",
    updates: "새 주문이 자동으로 위에 추가됩니다.",
    late: "실시간 연결이 끊겨 다시 연결하고 있습니다.",
  },
  en: {
    title: "Orders",
    live: "Live console",
    search: "Search",
    searchHint: "A booking, a member, a whole e-mail address, or the beginning of a name",
    state: "State",
    any: "All",
    export: "Download CSV",
    exported: "Downloaded.",
    none: "No order matches.",
    noneYet: "There are no orders yet. They appear here as they are made.",
    updates: "New orders are added on top as they are made.",
    late: "The live connection was lost and is being restored.",
  },
};

/** The bookings of a sale as they happen. */
export function OrdersPage({ saleId }: { saleId: string }): JSX.Element {
  const t = useTexts(texts);
  const me = useMe();
  const language = useLanguage();
  useTitle(`${t.title} · Onsale`);
  const event = useLoad((signal) => findEventOfSale(saleId, me, signal), [saleId]);
  const known = event.is === "ready" ? event.value : null;
  const action = useAction();
  const [saved, setSaved] = useState(false);
  const save = () =>
    action.run(async () => {
      setSaved(false);
      await saveExport(saleId);
      setSaved(true);
    });
  return (
    <>
      <div class="live-head">
        <h1>{known === null ? t.title : `${titleOf(known, language)} · ${t.title}`}</h1>
        <div class="row">
          <Link to={`/console/sales/${saleId}`}>{t.live}</Link>
          <Button tone="plain" busy={action.busy} onClick={save}>{t.export}</Button>
        </div>
      </div>
      <ProblemNotice problem={action.problem} />
      {saved && <Notice tone="good" role="status">{t.exported}</Notice>}
      <Orders saleId={saleId} timeZone={known?.venue.timeZone} />
    </>
  );
}

function Orders({ saleId, timeZone }: { saleId: string; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const [typed, type] = useState("");
  const [q, search] = useState("");
  const [status, filter] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => search(typed.trim()), SEARCH_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const first = useLoad((signal) => page({ saleId, q, status }, signal), [saleId, q, status]);
  const fresh = useRef<(row: Order) => void>(() => {});
  const { figures, health } = useOrders(saleId, (row) => fresh.current(row));
  return (
    <>
      {figures !== null && (
        <section class="card">
          <MoneyFacts figures={figures} />
        </section>
      )}
      <section class="card">
        <Filters typed={typed} type={type} status={status} filter={filter} />
        <p class="faint" role="status">{health === "live" || health === "polling" ? t.updates : t.late}</p>
        <Face of={first}>
          {(value) => (
            <Rows
              key={`${saleId} ${q} ${status}`}
              first={value}
              query={{ saleId, q, status }}
              timeZone={timeZone}
              listen={(listener) => fresh.current = listener}
            />
          )}
        </Face>
      </section>
    </>
  );
}

function Filters(
  { typed, type, status, filter }: { typed: string; type: (text: string) => void; status: string; filter: (status: string) => void },
): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const states = STATUSES.map((each) => [each, w.orders[each]!] as [string, string]);
  return (
    <div class="fields">
      <Field
        label={t.search}
        hint={t.searchHint}
        type="search"
        maxLength={100}
        value={typed}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <Choice label={t.state} value={status} options={[["", t.any], ...states]} onChoose={filter} />
    </div>
  );
}

interface Query {
  saleId: string;
  q: string;
  status: string;
  after?: string;
}

function page(query: Query, signal?: AbortSignal): Promise<OrderPage> {
  return ask("GET /api/v1/admin/bookings", { query: { ...query, status: (query.status || undefined) as "PENDING", limit: PAGE }, signal });
}

interface RowsProps {
  first: OrderPage;
  query: Query;
  timeZone: string | undefined;
  listen: (listener: (row: Order) => void) => void;
}

function Rows({ first, query, timeZone, listen }: RowsProps): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [rows, setRows] = useState(first.bookings);
  const [next, setNext] = useState(first.next);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<string | null>(null);
  const action = useAction();
  useEffect(() => {
    listen((row) => {
      setRows((before) => {
        const isKnown = before.some((each) => each.bookingId === row.bookingId);
        return isKnown || suits(row, query.status, query.q) ? merged(before, row, ROWS_MAX) : before;
      });
      setFresh(new Set([row.bookingId])); // the latest is marked
    });
    return () => listen(() => {});
  }, []);
  const more = () =>
    action.run(async () => {
      const following = await page({ ...query, after: next ?? undefined });
      setRows((before) => { // others may have come meanwhile
        const known = new Set(before.map((row) => row.bookingId));
        return [...before, ...following.bookings.filter((row) => !known.has(row.bookingId))];
      });
      setNext(following.next);
    });
  if (rows.length === 0) {
    return <p class="empty faint">{query.q === "" && query.status === "" ? t.noneYet : t.none}</p>;
  }
  return (
    <>
      <OrderTable rows={rows} fresh={fresh} timeZone={timeZone} onOpen={setOpen} />
      <ProblemNotice problem={action.problem} />
      {next != null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
      {open !== null && <OrderDialog bookingId={open} timeZone={timeZone} onClose={() => setOpen(null)} />}
    </>
  );
}
