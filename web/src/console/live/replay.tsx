import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { clockTime, shortDateTime } from "../../kit/format.ts";
import type { Changed } from "../../kit/hall/feed.ts";
import type { Hall } from "../../kit/hall/hall.ts";
import { HallMap } from "../../kit/hall/map.tsx";
import { useLanguage, useTexts } from "../../kit/language.ts";
import type { Refusal } from "../../kit/problems.ts";
import { follow } from "../../kit/stream.ts";
import { Button, Choice, ProblemNotice } from "../../kit/ui.tsx";
import { Player, type Position } from "./player.ts";
import { countSeats, total } from "./seats.ts";

const SPEEDS = ["1", "10", "60", "300", "1000"] as const;
const DRAW_MS = 250; // the clock and the counts follow at this pace
const NOTHING: ReadonlySet<number> = new Set();

type Speed = typeof SPEEDS[number];

const texts = {
  ko: {
    intro: "판매를 처음부터 다시 봅니다. 시간은 공연장 시간대입니다.",
    speed: "속도",
    times: (speed: string) => `${speed}배속`,
    play: "재생",
    pause: "일시 정지",
    restart: "처음부터",
    where: "시점",
    over: "끝까지 보았습니다.",
    counts: (sold: number, held: number, left: number) => `판매 ${sold} · 선점 ${held} · 남음 ${left}`,
  },
  en: {
    intro: "Watch the sale again from its beginning. Times are the venue's.",
    speed: "Speed",
    times: (speed: string) => `${speed} ×`,
    play: "Play",
    pause: "Pause",
    restart: "From the beginning",
    where: "Time in the sale",
    over: "This is the end.",
    counts: (sold: number, held: number, left: number) => `${sold} sold · ${held} held · ${left} left`,
  },
};

/** From where a replay was asked for; another object asks again. */
interface Start {
  from: number | null;
}

/** Plays while `start` is not null; says where it is at a pace that people can read. */
function usePlayer(hall: Hall, performanceId: string, speed: Speed, start: Start | null, onOver: () => void) {
  const repaint = useRef<Changed>(() => {});
  const player = useMemo(() => new Player(hall, (seats) => repaint.current(seats)), [hall]);
  const [position, setPosition] = useState<Position | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  useEffect(() => {
    if (start === null) {
      return;
    }
    setRefused(null);
    const abort = new AbortController();
    const timer = setInterval(() => setPosition(player.position), DRAW_MS);
    follow({
      operation: "GET /api/v1/admin/performances/{performanceId}/replay",
      path: { performanceId },
      query: { speed, from: start.from === null ? "" : new Date(start.from).toISOString() },
      onEvent: (name, data) => player.take(name, data),
      onRefused: setRefused,
      last: ["end"],
      signal: abort.signal,
    }).finally(() => {
      clearInterval(timer);
      setPosition(player.position);
      abort.signal.aborted || onOver();
    });
    return () => abort.abort();
  }, [hall, performanceId, speed, start]);
  return { repaint, player, position, refused };
}

/** The hall as it filled. */
export default function ReplayHall({ hall, performanceId, timeZone }: { hall: Hall; performanceId: string; timeZone: string }): JSX.Element {
  const t = useTexts(texts);
  const [speed, setSpeed] = useState<Speed>("60");
  const [start, setStart] = useState<Start | null>({ from: null });
  const { repaint, player, position, refused } = usePlayer(hall, performanceId, speed, start, () => setStart(null));
  const present = () => player.position === null ? null : player.position.at;
  const choose = (next: Speed) => {
    setStart((now) => now === null ? null : { from: present() });
    setSpeed(next);
  };
  const toggle = () => setStart(start !== null ? null : { from: player.position?.over ? null : present() });
  const sums = total(countSeats(hall));
  return (
    <div data-replay={start !== null ? "playing" : position?.over ? "over" : "paused"}>
      <p class="faint">{t.intro}</p>
      <ProblemNotice problem={refused} />
      <HallMap hall={hall} chosen={NOTHING} onPick={() => {}} onReady={(changed) => repaint.current = changed} />
      <p data-replay-counts>{t.counts(sums.sold, sums.held, sums.available)}</p>
      <div class="row">
        <Button tone="primary" onClick={toggle}>{start !== null ? t.pause : t.play}</Button>
        <Button tone="plain" onClick={() => setStart({ from: null })}>{t.restart}</Button>
        <Choice label={t.speed} value={speed} options={SPEEDS.map((each) => [each, t.times(each)])} onChoose={choose} />
      </div>
      {position !== null && <Timeline position={position} timeZone={timeZone} onSeek={(from) => setStart({ from })} />}
      <p role="status">{start === null && position?.over ? t.over : null}</p>
    </div>
  );
}

function Timeline({ position, timeZone, onSeek }: { position: Position; timeZone: string; onSeek: (at: number) => void }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const { from, at, to } = position;
  const text = `${shortDateTime(at, timeZone, language)} ${clockTime(at, language, timeZone)}`;
  return (
    <label class="field">
      {t.where}: <b data-replay-clock={new Date(at).toISOString()}>{text}</b>
      <input type="range" min={from} max={to} value={at} aria-valuetext={text} onChange={(event) => onSeek(Number(event.currentTarget.value))} />
    </label>
  );
}
