import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { count, shortDateTime } from "../../kit/format.ts";
import { type Changed, keepCurrent } from "../../kit/hall/feed.ts";
import { AVAILABLE, BLOCKED, Hall, NO_GRADE } from "../../kit/hall/hall.ts";
import { HallMap } from "../../kit/hall/map.tsx";
import { ask, newKey } from "../../kit/http.ts";
import { useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, Choice, Face, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { ReasonDialog } from "../parts.tsx";
import { RowPicker } from "../row-picker.tsx";
import type { Event } from "../types.ts";
import { MoveSeats } from "./move-seats.tsx";
import { SeatControls } from "./seat-controls.tsx";

const SEATS_PER_CALL = 2_000; // the most that one call takes

const ko = {
  performance: "회차",
  intro: "판매 중인 좌석을 빼 두거나, 빼 둔 좌석을 다시 판매할 수 있습니다. 선점되었거나 판매된 좌석은 바뀌지 않습니다.",
  map: "색이 찬 좌석은 구매 가능, 아주 작은 점은 빼 둔 좌석입니다.",
  chosen: (block: string, release: string) => `구매 가능 ${block}석, 빼 둔 좌석 ${release}석을 골랐습니다.`,
  seat: (label: string, state: string) => `${label}번 ${state}`,
  states: ["구매 가능", "선점 중", "판매됨", "빼 둠"],
  all: "이 열 모두 고르기",
  none: "이 열 고르기 취소",
  block: "빼 두기",
  release: "다시 판매",
  move: "채널로 옮기기",
  blockMeans: ["고른 좌석이 팬의 지도에서 바로 사라집니다.", "그 사이 선점된 좌석은 그대로 두고 알려 드립니다."],
  releaseMeans: ["고른 좌석을 팬이 바로 살 수 있게 됩니다.", "매진으로 종료된 판매는 「다시 시작」해야 팬이 들어올 수 있습니다."],
  refused: (n: string) => `${n}석은 이미 선점되었거나 판매되어 바꾸지 못했습니다.`,
  done: "바꾸었습니다.",
};

const en: typeof ko = {
  performance: "Performance",
  intro: "Take seats out of the sale, or sell seats that are kept back. Seats that are held or sold do not change.",
  map: "Full seats are available, very small dots are kept back.",
  chosen: (block, release) => `${block} available and ${release} kept-back seats are chosen.`,
  seat: (label, state) => `Seat ${label} ${state}`,
  states: ["available", "held", "sold", "kept back"],
  all: "Choose the whole row",
  none: "Choose none of the row",
  block: "Keep back",
  release: "Sell again",
  move: "Move to a channel",
  blockMeans: ["The seats vanish from the fans' maps at once.", "Seats that somebody holds meanwhile stay as they are, and are named."],
  releaseMeans: ["Fans can buy the seats at once.", "A sale that closed because it was sold out must be resumed before fans can come in."],
  refused: (n) => `${n} seats are held or sold already and were not changed.`,
  done: "Changed.",
};

const texts = { ko, en };

/** Seats of a published event that are not sold to the public. */
export default function KeptBackPanel({ event }: { event: Event }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const [performanceId, choose] = useState(event.performances[0]!.performanceId);
  const hall = useLoad(
    async (signal) => new Hall(await ask("GET /api/v1/performances/{performanceId}/plan", { path: { performanceId }, signal })),
    [performanceId],
  );
  return (
    <>
      <p>{t.intro}</p>
      {event.performances.length > 1 && (
        <Choice
          label={t.performance}
          value={performanceId}
          options={event.performances.map((show) => [show.performanceId, shortDateTime(show.startsAt, event.venue.timeZone, language)])}
          onChoose={choose}
        />
      )}
      <Face of={hall}>{(value) => <Chooser key={performanceId} hall={value} performanceId={performanceId} timeZone={event.venue.timeZone} />}</Face>
    </>
  );
}

/** Keeps the hall as it is, and what is drawn of it. */
function useStates(hall: Hall, performanceId: string) {
  const repaint = useRef<Changed>(() => {});
  const [, setTurn] = useState(0); // draws anew
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    const abort = new AbortController();
    const onChange: Changed = (seats) => {
      repaint.current(seats);
      setTurn((n) => n + 1);
    };
    keepCurrent(hall, performanceId, onChange, () => {}, abort.signal).catch((why) => abort.signal.aborted || setProblem(why));
    return () => abort.abort();
  }, [hall]);
  return { repaint, problem };
}

/** The seats that are chosen, and those of them that can be kept back or sold again. */
function useChoice(hall: Hall) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const isOpen = (seat: number) => hall.gradeOf[seat] !== NO_GRADE && [AVAILABLE, BLOCKED].includes(hall.states[seat]!);
  const press = (seats: number[], on: boolean) => {
    const next = new Set(chosen);
    seats.filter(isOpen).forEach((seat) => on ? next.size < SEATS_PER_CALL && next.add(seat) : next.delete(seat));
    setChosen(next);
  };
  const ids = (state: number) => [...chosen].filter((seat) => hall.states[seat] === state).map((seat) => hall.ids[seat]!);
  return { chosen, isOpen, press, clear: () => setChosen(new Set()), available: ids(AVAILABLE), kept: ids(BLOCKED) };
}

function Chooser({ hall, performanceId, timeZone }: { hall: Hall; performanceId: string; timeZone: string }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const { repaint, problem } = useStates(hall, performanceId);
  const { chosen, isOpen, press, clear, available, kept } = useChoice(hall);
  const [turn, setTurn] = useState(0); // counts changes
  const onDone = () => (clear(), setTurn((n) => n + 1));
  return (
    <>
      <HallMap
        hall={hall}
        chosen={chosen}
        onPick={(seat) => press([seat], !chosen.has(seat))}
        onReady={(changed) => repaint.current = changed}
      />
      <p class="faint">{t.map}</p>
      <ProblemNotice problem={problem} />
      <RowPicker
        hall={hall}
        isPressed={(seat) => chosen.has(seat)}
        isOpen={isOpen}
        nameOf={(seat) => t.seat(hall.numbers[seat]!, t.states[hall.states[seat]!]!)}
        press={press}
        all={t.all}
        none={t.none}
      />
      <p role="status">{t.chosen(count(available.length, language), count(kept.length, language))}</p>
      <Change performanceId={performanceId} timeZone={timeZone} available={available} kept={kept} onDone={onDone} />
      <SeatControls performanceId={performanceId} timeZone={timeZone} turn={turn} />
    </>
  );
}

function Change(
  { performanceId, timeZone, available, kept, onDone }: {
    performanceId: string;
    timeZone: string;
    available: string[];
    kept: string[];
    onDone: () => void;
  },
): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const [open, setOpen] = useState<"block" | "release" | "move" | null>(null);
  const [refused, setRefused] = useState<number | null>(null);
  const finish = (left: number) => (setRefused(left), onDone());
  const change = async (reason: string) => {
    const body = open === "block" ? { block: available, reason } : { release: kept, reason };
    const done = await ask("POST /api/v1/performances/{performanceId}/blocks", { path: { performanceId }, body, key: newKey() });
    finish(done.refused.length);
  };
  return (
    <>
      {refused !== null && (
        <Notice tone={refused > 0 ? "warn" : "good"} role="status">{refused > 0 ? t.refused(count(refused, language)) : t.done}</Notice>
      )}
      <div class="row">
        <Button tone="plain" disabled={available.length === 0} onClick={() => setOpen("block")}>{t.block}</Button>
        <Button tone="plain" disabled={kept.length === 0} onClick={() => setOpen("release")}>{t.release}</Button>
        <Button tone="plain" disabled={available.length + kept.length === 0} onClick={() => setOpen("move")}>{t.move}</Button>
      </div>
      {open === "move" && (
        <MoveSeats
          performanceId={performanceId}
          timeZone={timeZone}
          seatIds={[...available, ...kept]}
          onDone={finish}
          onClose={() => setOpen(null)}
        />
      )}
      {open !== null && open !== "move" && (
        <ReasonDialog
          title={t[open]}
          consequences={open === "block" ? t.blockMeans : t.releaseMeans}
          button={t[open]}
          onDo={change}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
