import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useLoad, useTitle } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Link } from "../../kit/router.tsx";
import { Button, Face, Notice } from "../../kit/ui.tsx";
import { titleOf } from "../events.ts";
import { Lazy } from "../../kit/lazy.tsx";
import { isManager, useMe } from "../me.ts";
import type { Event } from "../types.ts";
import { toneOf, words } from "../words.ts";
import { CancelEvent, RefundProgress } from "./cancel.tsx";
import { EditForm } from "./edit.tsx";
import { entryTexts } from "./entry-texts.ts";
import { Performances } from "./performances.tsx";

const texts = {
  ko: {
    title: "공연 관리",
    live: "실시간 콘솔",
    orders: "주문 목록",
    fan: "팬에게 보이는 화면",
    why: (reason: string) => `사유: ${reason}`,
    visible: (when: string) => `${when}부터 공개`,
    kept: "빼 둔 좌석",
    open: "좌석 보기",
    readOnly: "공연은 판매자가 수정합니다. 관리자는 실시간 콘솔에서 판매를 운영할 수 있습니다.",
  },
  en: {
    title: "Event",
    live: "Live console",
    orders: "Orders",
    fan: "As fans see it",
    why: (reason: string) => `Reason: ${reason}`,
    visible: (when: string) => `Visible from ${when}`,
    kept: "Seats kept back",
    open: "Show the seats",
    readOnly: "Events are edited by their seller. Managers operate the sale in the live console.",
  },
};

export function EventPage({ eventId }: { eventId: string }): JSX.Element {
  const t = useTexts(texts);
  useTitle(`${t.title} · Onsale`);
  const event = useLoad((signal) => ask("GET /api/v1/events/{eventId}", { path: { eventId }, signal }), [eventId]);
  return <Face of={event}>{(value) => <Manage event={value} set={event.set} again={event.again} />}</Face>;
}

function Manage({ event, set, again }: { event: Event; set: (event: Event) => void; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const e = useTexts(entryTexts);
  const me = useMe();
  const anyCancelled = event.performances.some((show) => show.status === "CANCELLED");
  return (
    <>
      <Head event={event} />
      {anyCancelled && <RefundProgress event={event} />}
      {isManager(me) && <Notice>{t.readOnly}</Notice>}
      <div class="panels">
        <div>
          <Performances event={event} set={set} again={again} />
          {event.status !== "CANCELLED" && <Opened title={t.kept} button={t.open} event={event} load={keptBack} />}
          {event.status !== "CANCELLED" && <Opened title={e.title} button={e.open} event={event} load={entryRules} />}
          {event.status !== "CANCELLED" && <CancelEvent event={event} again={again} />}
        </div>
        {!isManager(me) && <EditForm event={event} set={set} />}
      </div>
    </>
  );
}

interface OpenedProps {
  title: string;
  button: string;
  event: Event;
  load: () => Promise<(props: { event: Event }) => JSX.Element>;
}

const keptBack = async () => (await import("./kept-back.tsx")).default;
const entryRules = async () => (await import("./entry.tsx")).default;

/** A part that loads much, opened when it is wanted. The focus then goes to its heading: the button is gone. */
function Opened({ title, button, event, load }: OpenedProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (open) {
      heading.current?.focus();
    }
  }, [open]);
  return (
    <section class="card">
      <h2 ref={heading} tabIndex={-1}>{title}</h2>
      {open ? <Lazy load={load} props={{ event }} /> : <Button tone="plain" onClick={() => setOpen(true)}>{button}</Button>}
    </section>
  );
}

function Head({ event }: { event: Event }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const { name, location, timeZone } = event.venue;
  return (
    <>
      <div class="live-head">
        <div>
          <h1>{titleOf(event, language)}</h1>
          <p class="faint">{name} · {location} · {timeZone}</p>
        </div>
        <div class="row">
          {event.status !== "SCHEDULED" && <span class={`badge ${toneOf(event.status)}`}>{w.states[event.status]}</span>}
          <Link to={`/console/sales/${event.sale.saleId}`}>{t.live}</Link>
          <Link to={`/console/sales/${event.sale.saleId}/orders`}>{t.orders}</Link>
          <a href={`/events/${event.eventId}`}>{t.fan}</a>
        </div>
      </div>
      <p class="faint">{t.visible(dateTime(event.visibleFrom, timeZone, language))}</p>
      {event.reason != null && <Notice tone="warn">{t.why(event.reason)}</Notice>}
    </>
  );
}
