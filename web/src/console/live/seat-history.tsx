import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { clockTime, shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Face, ProblemNotice } from "../../kit/ui.tsx";
import type { SeatHistoryPage } from "../types.ts";

const PAGE = 20;

const ko = {
  title: (seat: string) => `${seat} 이력`,
  none: "이 좌석에 기록된 변경이 없습니다.",
  again: "새로 읽기",
  when: "시각",
  what: "변경",
  to: "이후 상태",
  who: "누가",
  fan: (id: string) => `팬 ${id}`,
  booking: (id: string) => `예매 ${id}`,
  hold: (id: string) => `선점 ${id}`,
  states: { AVAILABLE: "구매 가능", HELD: "선점 중", RESERVED: "결제 대기", SOLD: "판매됨", BLOCKED: "제외" },
  causes: {
    HOLD: "선점",
    RELEASE: "선점 취소",
    EXPIRY: "선점 만료",
    UNDONE: "예매 실패",
    RESERVATION: "예매 시작",
    SALE: "결제 완료",
    RETURN: "예매 취소·만료",
    BLOCK: "판매 제외",
    UNBLOCK: "다시 판매",
    REPAIR: "자동 정정",
    LOST: "기록 누락 후 확인",
  },
};

const en: typeof ko = {
  title: (seat) => `History of ${seat}`,
  none: "Nothing has happened to this seat.",
  again: "Read again",
  when: "When",
  what: "What",
  to: "Then",
  who: "Who",
  fan: (id) => `fan ${id}`,
  booking: (id) => `booking ${id}`,
  hold: (id) => `hold ${id}`,
  states: { AVAILABLE: "available", HELD: "held", RESERVED: "awaiting payment", SOLD: "sold", BLOCKED: "kept back" },
  causes: {
    HOLD: "Held",
    RELEASE: "Given back",
    EXPIRY: "Hold ran out",
    UNDONE: "Booking failed",
    RESERVATION: "Booked",
    SALE: "Paid",
    RETURN: "Booking ended",
    BLOCK: "Kept back",
    UNBLOCK: "Sold again",
    REPAIR: "Corrected",
    LOST: "Found free after lost records",
  },
};

const texts = { ko, en };

export interface SeatHistoryProps {
  performanceId: string;
  seatId: string;
  name: string;
  timeZone: string;
}

/** What happened to one seat, the latest first. */
export function SeatHistory({ performanceId, seatId, name, timeZone }: SeatHistoryProps): JSX.Element {
  const t = useTexts(texts);
  const first = useLoad((signal) => page(performanceId, seatId, undefined, signal), [performanceId, seatId]);
  return (
    <section data-seat-history={seatId}>
      <div class="row apart">
        <h3>{t.title(name)}</h3>
        <Button tone="quiet" onClick={first.again}>{t.again}</Button>
      </div>
      <Face of={first}>
        {(value) => <Changes key={value.changes[0]?.version ?? 0} performanceId={performanceId} first={value} timeZone={timeZone} />}
      </Face>
    </section>
  );
}

function page(performanceId: string, seat: string, after?: string, signal?: AbortSignal): Promise<SeatHistoryPage> {
  const query = { seat, after, limit: PAGE };
  return ask("GET /api/v1/admin/performances/{performanceId}/seats/history", { path: { performanceId }, query, signal });
}

function Changes({ performanceId, first, timeZone }: { performanceId: string; first: SeatHistoryPage; timeZone: string }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [{ changes, next }, set] = useState(first);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await page(performanceId, first.seatId, next!);
      set({ ...first, changes: [...changes, ...following.changes], next: following.next });
    });
  if (changes.length === 0) {
    return <p class="faint">{t.none}</p>;
  }
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={t.title(first.label)}>
        <table>
          <thead>
            <tr>{[t.when, t.what, t.to, t.who].map((name) => <th key={name} scope="col">{name}</th>)}</tr>
          </thead>
          <tbody>
            {changes.map((change, i) => <ChangeRow key={i} change={change} timeZone={timeZone} />)}
          </tbody>
        </table>
      </div>
      <ProblemNotice problem={action.problem} />
      {next != null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
    </>
  );
}

function ChangeRow({ change, timeZone }: { change: SeatHistoryPage["changes"][number]; timeZone: string }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const who = [
    change.who,
    change.fanId != null ? t.fan(change.fanId) : null,
    change.bookingId != null ? t.booking(change.bookingId) : change.holdId != null ? t.hold(change.holdId.split(".").at(-1)!) : null,
  ].filter((each) => each != null);
  return (
    <tr data-cause={change.cause}>
      <td>{shortDateTime(change.at, timeZone, language)} <small>{clockTime(change.at, language, timeZone)}</small></td>
      <td>{t.causes[change.cause]} {change.reason != null && <small>{change.reason}</small>}</td>
      <td>{t.states[change.to]}</td>
      <td><small>{who.join(" · ")}</small></td>
    </tr>
  );
}
