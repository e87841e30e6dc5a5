import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { dateTime, shortDateTime } from "../../kit/format.ts";
import { ask, newKey } from "../../kit/http.ts";
import { useAction } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, Field, ProblemNotice } from "../../kit/ui.tsx";
import { fieldErrors, ReasonDialog } from "../parts.tsx";
import type { Event, Performance } from "../types.ts";
import { toneOf, words } from "../words.ts";
import { instantOf, localOf } from "../wizard/zone-time.ts";
import { titleOf } from "../events.ts";

const ko = {
  title: "회차",
  was: (when: string) => `원래 일정: ${when}`,
  why: (reason: string) => `사유: ${reason}`,
  postpone: "연기",
  cancel: "회차 취소",
  add: "회차 추가",
  starts: "시작",
  newStart: "새 시작 시각",
  zone: (zone: string) => `공연장 시간대 ${zone}`,
  postponeMeans: [
    "모든 티켓은 새 날짜에 그대로 쓸 수 있습니다.",
    "이미 예매한 팬은 새 날짜 전까지 전액 환불로 취소할 수 있습니다.",
    "사유와 원래 날짜가 팬에게 보입니다.",
  ],
  cancelMeans: [
    "되돌릴 수 없습니다.",
    "이 회차의 좌석은 더 이상 선점하거나 결제할 수 없습니다. 결제하지 않은 예매는 바로 끝납니다.",
    "확정된 예매는 모두 전액 환불됩니다. 다른 회차의 판매는 계속됩니다.",
    "사유가 팬에게 보입니다.",
  ],
};

const en: typeof ko = {
  title: "Performances",
  was: (when) => `First announced for ${when}`,
  why: (reason) => `Reason: ${reason}`,
  postpone: "Postpone",
  cancel: "Cancel performance",
  add: "Add a performance",
  starts: "Starts",
  newStart: "New start",
  zone: (zone) => `In the venue's time zone, ${zone}`,
  postponeMeans: [
    "All tickets stay valid for the new date.",
    "Fans who have booked may cancel with a full refund until the new date.",
    "Fans see your reason and the old date.",
  ],
  cancelMeans: [
    "This cannot be undone.",
    "Its seats can no longer be held or paid for; bookings that are not paid end at once.",
    "Every confirmed booking is refunded in full. The sale of the other performances goes on.",
    "Fans see your reason.",
  ],
};

const texts = { ko, en };

interface PerformancesProps {
  event: Event;
  set: (event: Event) => void;
  again: () => void;
}

export function Performances({ event, set, again }: PerformancesProps): JSX.Element {
  const t = useTexts(texts);
  const [open, setOpen] = useState<{ kind: "postpone" | "cancel"; show: Performance } | null>(null);
  const close = () => setOpen(null);
  return (
    <section class="card">
      <h2>{t.title}</h2>
      <ul class="cards-list">
        {event.performances.map((show) => (
          <li key={show.performanceId}>
            <Show event={event} show={show} onOpen={(kind) => setOpen({ kind, show })} />
          </li>
        ))}
      </ul>
      {event.status !== "CANCELLED" && Date.parse(event.sale.closesAt) > Date.now() && <AddPerformance event={event} set={set} />}
      {open?.kind === "postpone" && <PostponeDialog event={event} show={open.show} set={set} onClose={close} />}
      {open?.kind === "cancel" && <CancelShowDialog event={event} show={open.show} again={again} onClose={close} />}
    </section>
  );
}

function Show({ event, show, onOpen }: { event: Event; show: Performance; onOpen: (kind: "postpone" | "cancel") => void }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const zone = event.venue.timeZone;
  const isOver = show.status === "CANCELLED" || Date.parse(show.startsAt) < Date.now();
  return (
    <>
      <div class="row apart">
        <b>{dateTime(show.startsAt, zone, language)}</b>
        {show.status !== "SCHEDULED" && <span class={`badge ${toneOf(show.status)}`}>{w.states[show.status]}</span>}
      </div>
      {show.previousStartsAt != null && <p class="faint">{t.was(dateTime(show.previousStartsAt, zone, language))}</p>}
      {show.reason != null && <p>{t.why(show.reason)}</p>}
      {!isOver && (
        <div class="row">
          <Button tone="quiet" onClick={() => onOpen("postpone")}>{t.postpone}</Button>
          {event.performances.length > 1 && <Button tone="quiet" onClick={() => onOpen("cancel")}>{t.cancel}</Button>}
        </div>
      )}
    </>
  );
}

/** A key that stays the same while the same thing is tried again. */
export function useKeyFor(): (what: string) => string {
  const kept = useRef<{ what: string; key: string } | null>(null);
  return (what) => {
    if (kept.current?.what !== what) {
      kept.current = { what, key: newKey() };
    }
    return kept.current.key;
  };
}

function AddPerformance({ event, set }: { event: Event; set: (event: Event) => void }): JSX.Element {
  const t = useTexts(texts);
  const [local, setLocal] = useState("");
  const action = useAction();
  const keyFor = useKeyFor();
  const startsAt = instantOf(local, event.venue.timeZone);
  const add = () =>
    action.run(async () => {
      const path = { eventId: event.eventId };
      set(await ask("POST /api/v1/events/{eventId}/performances", { path, body: { startsAt: startsAt! }, key: keyFor(startsAt!) }));
      setLocal("");
    });
  return (
    <form onSubmit={(submitted) => (submitted.preventDefault(), add())}>
      <Field
        label={`${t.add}: ${t.starts}`}
        hint={t.zone(event.venue.timeZone)}
        type="datetime-local"
        value={local}
        error={fieldErrors(action.problem).startsAt}
        onInput={(input) => setLocal(input.currentTarget.value)}
      />
      <ProblemNotice problem={action.problem} />
      <Button type="submit" tone="plain" busy={action.busy} disabled={startsAt === null}>{t.add}</Button>
    </form>
  );
}

function PostponeDialog(
  { event, show, set, onClose }: { event: Event; show: Performance; set: (event: Event) => void; onClose: () => void },
): JSX.Element {
  const t = useTexts(texts);
  const zone = event.venue.timeZone;
  const [local, setLocal] = useState(localOf(show.startsAt, zone));
  const [refused, setRefused] = useState<string>();
  const keyFor = useKeyFor();
  const startsAt = instantOf(local, zone);
  const postpone = async (reason: string) => {
    const path = { eventId: event.eventId, performanceId: show.performanceId };
    const body = { startsAt: startsAt!, reason };
    const operation = "POST /api/v1/events/{eventId}/performances/{performanceId}/postponement";
    try {
      set(await ask(operation, { path, body, key: keyFor(JSON.stringify(body)) }));
    } catch (problem) {
      setRefused(fieldErrors(problem).startsAt);
      throw problem;
    }
  };
  return (
    <ReasonDialog
      title={t.postpone}
      consequences={t.postponeMeans}
      button={t.postpone}
      shown
      ready={startsAt !== null && startsAt !== new Date(show.startsAt).toISOString()}
      onDo={postpone}
      onClose={onClose}
    >
      <Field
        label={t.newStart}
        hint={t.zone(zone)}
        type="datetime-local"
        value={local}
        error={refused}
        onInput={(input) => setLocal(input.currentTarget.value)}
      />
    </ReasonDialog>
  );
}

function CancelShowDialog(
  { event, show, again, onClose }: { event: Event; show: Performance; again: () => void; onClose: () => void },
): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const keyFor = useKeyFor();
  const cancel = async (reason: string) => {
    const path = { eventId: event.eventId, performanceId: show.performanceId };
    await ask("POST /api/v1/events/{eventId}/performances/{performanceId}/cancellation", { path, body: { reason }, key: keyFor(reason) });
    again();
  };
  return (
    <ReasonDialog
      title={`${t.cancel}: ${shortDateTime(show.startsAt, event.venue.timeZone, language)}`}
      consequences={t.cancelMeans}
      button={t.cancel}
      danger
      shown
      confirmWord={titleOf(event, language)}
      onDo={cancel}
      onClose={onClose}
    />
  );
}
