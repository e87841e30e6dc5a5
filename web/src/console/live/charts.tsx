import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { count } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { type History, HISTORY_MS, type Sample } from "./figures.ts";

type Value = Exclude<keyof Sample, "at">;

const HEIGHT = 180;
const SHORTEST_S = 120; // a first minute that filled the chart would look like a trend

const texts = {
  ko: {
    waiting: "대기 인원",
    rate: "초당 입장",
    inside: "좌석 선택 중 / 정원",
    max: (n: string) => `최대 ${n}`,
    since: "최근 10분까지, 이 화면을 연 뒤의 기록입니다.",
  },
  en: {
    waiting: "Waiting",
    rate: "Admitted per second",
    inside: "Inside / capacity",
    max: (n: string) => `at most ${n}`,
    since: "Up to the last 10 minutes, since this page was opened.",
  },
};

interface Line {
  name: Value;
  /** a colour of the design's tokens */
  token: string;
  dash?: number[];
}

const WAITING: Line[] = [{ name: "waiting", token: "--accent" }];
const RATE: Line[] = [{ name: "admittedPerSecond", token: "--good" }];
const INSIDE: Line[] = [{ name: "inside", token: "--accent" }, { name: "capacity", token: "--faint", dash: [6, 4] }];

/** The last minutes as lines. The figures themselves are in the tiles, so that the pictures are hidden from screen readers. */
export function Charts({ history, turn, timeZone }: { history: History; turn: number; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  return (
    <>
      <div class="charts">
        <Chart title={t.waiting} lines={WAITING} history={history} turn={turn} timeZone={timeZone} />
        <Chart title={t.rate} lines={RATE} history={history} turn={turn} timeZone={timeZone} />
        <Chart title={t.inside} lines={INSIDE} history={history} turn={turn} timeZone={timeZone} />
      </div>
      <p class="faint">{t.since}</p>
    </>
  );
}

function Chart(
  { title, lines, history, turn, timeZone }: { title: string; lines: Line[]; history: History; turn: number; timeZone: string | undefined },
): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = () => history.columns(lines.map((each) => each.name)) as unknown as uPlot.AlignedData;
  useEffect(() => {
    let closed = false;
    let close = () => {};
    import("uplot").then((library) => {
      if (!closed) {
        [plot.current, close] = drawn(
          (library as unknown as { default: typeof uPlot }).default,
          place.current!,
          options(place.current!, lines, language, timeZone),
          data,
        );
      }
    }, () => {}); // without the charts the tiles still tell everything
    return () => {
      closed = true;
      close();
    };
  }, [history, language, timeZone]);
  useEffect(() => plot.current?.setData(data()), [turn]);
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span> <span class="faint num">{t.max(count(history.max(lines[0]!.name), language))}</span>
      </figcaption>
      <div class="plot" ref={place} aria-hidden="true" />
    </figure>
  );
}

/** Draws, and draws anew when the size or the colours change. */
function drawn(
  Plot: typeof uPlot,
  place: HTMLElement,
  settings: uPlot.Options,
  data: () => uPlot.AlignedData,
): [uPlot, () => void] {
  const plot = new Plot(settings, data(), place);
  const abort = new AbortController();
  const resize = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT }));
  resize.observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw(), { signal: abort.signal });
  return [plot, () => {
    abort.abort();
    resize.disconnect();
    plot.destroy();
  }];
}

function options(place: HTMLElement, lines: Line[], language: string, timeZone: string | undefined): uPlot.Options {
  const colour = (token: string) => () => getComputedStyle(place).getPropertyValue(token).trim();
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const short = new Intl.NumberFormat(language, { notation: "compact" });
  const axis = { stroke: colour("--faint"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  return {
    width: Math.max(100, place.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: (_plot, min, max) => [Math.max(max - HISTORY_MS / 1000, Math.min(min, max - SHORTEST_S)), max] },
      y: { range: (_plot, _min, max) => [0, Math.max(1, (max ?? 0) * 1.1)] },
    },
    axes: [
      { ...axis, size: 28, values: (_plot, splits) => splits.map((seconds) => time.format(new Date(seconds * 1000))) },
      { ...axis, size: 46, values: (_plot, splits) => splits.map((value) => short.format(value)) },
    ],
    series: [
      {},
      ...lines.map(({ token, dash }) => ({ stroke: colour(token), width: 2, dash, points: { show: false }, spanGaps: false })),
    ],
  };
}
