import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../language.ts";
import { Button } from "../ui.tsx";
import type { Changed } from "./feed.ts";
import type { Hall } from "./hall.ts";
import { HallView } from "./view.ts";

const texts = {
  ko: { larger: "확대", smaller: "축소", all: "전체 보기" },
  en: { larger: "Zoom in", smaller: "Zoom out", all: "Show all" },
};

export interface HallMapProps {
  hall: Hall;
  chosen: ReadonlySet<number>;
  onPick: (seat: number) => void;
  /** gives the caller what it calls when states have changed */
  onReady: (changed: Changed, show: HallView["show"]) => void;
}

/** The hall to look at and to touch. The list beside it says the same to those who cannot see it, so it is hidden from them. */
export function HallMap({ hall, chosen, onPick, onReady }: HallMapProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<HallView | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const t = useTexts(texts);
  useEffect(() => {
    const made = new HallView(canvas.current!, hall, (seat) => pick.current(seat));
    view.current = made;
    onReady((seats) => made.changed(seats), (bounds) => made.show(bounds));
    return () => made.close();
  }, [hall]);
  useEffect(() => view.current?.choose(chosen), [chosen, hall]);
  return (
    <div class="hall-map">
      <canvas ref={canvas} aria-hidden="true" />
      <div class="hall-buttons">
        <Button tone="plain" aria-label={t.larger} onClick={() => view.current?.zoom(1.6)}>+</Button>
        <Button tone="plain" aria-label={t.smaller} onClick={() => view.current?.zoom(1 / 1.6)}>−</Button>
        <Button tone="plain" onClick={() => view.current?.showAll()}>{t.all}</Button>
      </div>
    </div>
  );
}
