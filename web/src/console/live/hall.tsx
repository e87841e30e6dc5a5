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
import type { StreamHealth } from "../../kit/stream.ts";
import { Choice, Face } from "../../kit/ui.tsx";
import { countSeats, type GradeSeats, total } from "./seats.ts";

const COUNT_MS = 500; // the counts follow the map at this pace
const NOTHING: ReadonlySet<number> = new Set();

const texts = {
  ko: {
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
    touch: "좌석을 누르면 상태를 보여 줍니다. 색이 찬 좌석은 구매 가능, 테두리만 있는 좌석은 선점 중, 작은 점은 판매된 좌석입니다.",
  },
  en: {
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
    touch: "Press a seat to see its state. Full seats are available, rings are held, small dots are sold.",
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
      <Face of={hall}>{(value) => <LiveHall key={performanceId} hall={value} performanceId={performanceId} />}</Face>
    </>
  );
}

function LiveHall({ hall, performanceId }: { hall: Hall; performanceId: string }): JSX.Element {
  const t = useTexts(texts);
  const repaint = useRef<Changed>(() => {});
  const [counts, setCounts] = useState(() => countSeats(hall));
  const [health, setHealth] = useState<StreamHealth>("connecting");
  const [picked, setPicked] = useState(-1);
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
  const states = [t.available, t.held, t.sold, t.blocked];
  return (
    <>
      <HallMap hall={hall} chosen={NOTHING} onPick={setPicked} onReady={(changed) => repaint.current = changed} />
      <p class="faint" role="status">
        {health === "live" || health === "polling" ? null : <span class="bad">{t.slow}</span>}
        {picked < 0 ? t.touch : t.picked(seatName(hall, picked), states[hall.states[picked]!]!)}
      </p>
      <SeatTable counts={counts} />
    </>
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
