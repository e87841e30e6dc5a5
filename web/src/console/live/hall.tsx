import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Event } from "../types.ts";
import { count, shortDateTime } from "../../kit/format.ts";
import type { Changed } from "../../kit/hall/feed.ts";
import { keepCurrent } from "../../kit/hall/feed.ts";
import { Hall } from "../../kit/hall/hall.ts";
import { HallMap } from "../../kit/hall/map.tsx";
import { GRADE_COLOURS } from "../../kit/hall/paint.ts";
import { ask } from "../../kit/http.ts";
import { useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Lazy } from "../../kit/lazy.tsx";
import type { StreamHealth } from "../../kit/stream.ts";
import { Button, Choice, Face } from "../../kit/ui.tsx";
import { RowPicker } from "../row-picker.tsx";
import { SeatHistory } from "./seat-history.tsx";
import { countSeats, type GradeSeats, total } from "./seats.ts";

const COUNT_MS = 500; // the counts follow the map at this pace
const NOTHING: ReadonlySet<number> = new Set();

const texts = {
  ko: {
    live: "실시간 보기",
    replay: "다시 보기",
    byRow: "구역과 열로 좌석 찾기",
    performance: "회차",
    grade: "등급",
    available: "구매 가능",
    held: "선점 중",
    sold: "판매됨",
    blocked: "제외",
    share: "판매율",
    sum: "합계",
    caption: "등급별 좌석 현황",
    slow: "좌석 정보가 늦어지고 있습니다.",
    picked: (seat: string, state: string) => `${seat}: ${state}`,
    touch: "좌석을 누르면 상태와 이력을 보여 줍니다. 색이 찬 좌석은 구매 가능, 테두리만 있는 좌석은 선점 중, 작은 점은 판매된 좌석입니다.",
  },
  en: {
    live: "Live",
    replay: "Replay",
    byRow: "Find a seat by zone and row",
    performance: "Performance",
    grade: "Grade",
    available: "Available",
    held: "Held",
    sold: "Sold",
    blocked: "Kept back",
    share: "Sold share",
    sum: "All",
    caption: "Seats by grade and state",
    slow: "The seats are late.",
    picked: (seat: string, state: string) => `${seat}: ${state}`,
    touch: "Press a seat to see its state and its history. Full seats are available, rings are held, small dots are sold.",
  },
};

/** The hall of each performance as it fills. */
export default function HallPanel({ event }: { event: Event }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const [performanceId, choose] = useState(event.performances[0]!.performanceId);
  const options = event.performances.map((show) =>
    [show.performanceId, shortDateTime(show.startsAt, event.venue.timeZone, language)] as [string, string]
  );
  const hall = useLoad(
    async (signal) => new Hall(await ask("GET /api/v1/performances/{performanceId}/plan", { path: { performanceId }, signal })),
    [performanceId],
  );
  return (
    <>
      {options.length > 1 && <Choice label={t.performance} value={performanceId} options={options} onChoose={choose} />}
      <Face of={hall}>
        {(value) => <Views key={performanceId} hall={value} performanceId={performanceId} timeZone={event.venue.timeZone} />}
      </Face>
    </>
  );
}

interface ViewProps {
  hall: Hall;
  performanceId: string;
  timeZone: string;
}

/** The hall as it is, or as it was: one at a time has the states of its seats. */
function Views(props: ViewProps): JSX.Element {
  const t = useTexts(texts);
  const [isReplay, setReplay] = useState(false);
  return (
    <>
      <div class="row">
        <Button tone="quiet" aria-pressed={!isReplay} onClick={() => setReplay(false)}>{t.live}</Button>
        <Button tone="quiet" aria-pressed={isReplay} onClick={() => setReplay(true)}>{t.replay}</Button>
      </div>
      {isReplay ? <Lazy load={async () => (await import("./replay.tsx")).default} props={props} /> : <LiveHall {...props} />}
    </>
  );
}

/** Keeps the hall and its counts as they are. */
function useLive(hall: Hall, performanceId: string) {
  const repaint = useRef<Changed>(() => {});
  const [counts, setCounts] = useState(() => countSeats(hall));
  const [health, setHealth] = useState<StreamHealth>("connecting");
  useEffect(() => {
    const abort = new AbortController();
    let dirty = true;
    const timer = setInterval(() => {
      if (dirty) {
        dirty = false;
        setCounts(countSeats(hall));
      }
    }, COUNT_MS);
    const onChange: Changed = (seats) => {
      dirty = true;
      repaint.current(seats);
    };
    keepCurrent(hall, performanceId, onChange, setHealth, abort.signal).catch(() => setHealth("offline"));
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [hall]);
  return { repaint, counts, health };
}

function LiveHall({ hall, performanceId, timeZone }: ViewProps): JSX.Element {
  const t = useTexts(texts);
  const { repaint, counts, health } = useLive(hall, performanceId);
  const [picked, setPicked] = useState(-1);
  const states = [t.available, t.held, t.sold, t.blocked];
  return (
    <>
      <HallMap hall={hall} chosen={NOTHING} onPick={setPicked} onReady={(changed) => repaint.current = changed} />
      <p class="faint" role="status">
        {health === "live" || health === "polling" ? null : <span class="bad">{t.slow}</span>}
        {picked < 0 ? t.touch : t.picked(seatName(hall, picked), states[hall.states[picked]!]!)}
      </p>
      <SeatFinder hall={hall} picked={picked} onPick={setPicked} nameOf={(seat) => t.picked(hall.numbers[seat]!, states[hall.states[seat]!]!)} />
      {picked >= 0 && (
        <SeatHistory performanceId={performanceId} seatId={hall.ids[picked]!} name={seatName(hall, picked)} timeZone={timeZone} />
      )}
      <SeatTable counts={counts} />
    </>
  );
}

/** For those who do not use the map. */
function SeatFinder(
  { hall, picked, onPick, nameOf }: { hall: Hall; picked: number; onPick: (seat: number) => void; nameOf: (seat: number) => string },
): JSX.Element {
  const t = useTexts(texts);
  return (
    <details data-seat-finder>
      <summary>{t.byRow}</summary>
      <RowPicker
        hall={hall}
        isPressed={(seat) => seat === picked}
        isOpen={() => true}
        nameOf={nameOf}
        press={([seat]) => onPick(seat!)}
      />
    </details>
  );
}

function seatName(hall: Hall, seat: number): string {
  return [hall.zoneOf(seat).name, hall.rowOf(seat).label, hall.numbers[seat]].filter(Boolean).join(" ");
}

function SeatTable({ counts }: { counts: GradeSeats[] }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const rows = counts.length > 1 ? [...counts, { ...total(counts), grade: t.sum }] : counts;
  const share = (row: GradeSeats) => Math.round(1000 * row.sold / Math.max(1, row.available + row.held + row.sold)) / 10;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.caption}>
      <table>
        <caption class="hidden">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.grade}</th>
            {[t.available, t.held, t.sold, t.blocked, t.share].map((name) => <th key={name} scope="col" class="num">{name}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row.grade}>
              <th scope="row">{i < counts.length && <Swatch grade={i} />} {row.grade}</th>
              {[row.available, row.held, row.sold, row.blocked].map((value, k) => <td key={k} class="num">{count(value, language)}</td>)}
              <td class="num">{share(row)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Swatch({ grade }: { grade: number }): JSX.Element {
  return (
    <svg class="swatch" viewBox="0 0 14 14" aria-hidden="true">
      <rect width="14" height="14" rx="4" fill={GRADE_COLOURS[grade % GRADE_COLOURS.length]} />
    </svg>
  );
}
