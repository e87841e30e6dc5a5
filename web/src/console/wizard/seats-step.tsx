import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { count } from "../../kit/format.ts";
import type { Changed } from "../../kit/hall/feed.ts";
import { AVAILABLE, BLOCKED, type Hall, NO_GRADE } from "../../kit/hall/hall.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, Notice } from "../../kit/ui.tsx";
import { RowPicker } from "../row-picker.tsx";
import { PlanMap, useDraftHall } from "./plan-map.tsx";
import type { StepProps } from "./step.ts";

const texts = {
  ko: {
    title: "판매에서 제외할 좌석",
    intro:
      "시야 방해석, 초대석처럼 일반 판매하지 않을 좌석을 모든 회차에서 제외합니다. 나중에 콘솔에서 다시 풀 수 있습니다. 없으면 다음 단계로 넘어가세요.",
    map: "지도에서 좌석을 눌러 제외하거나 다시 넣으세요. 작은 점이 제외된 좌석입니다.",
    kept: (n: string) => `제외한 좌석 ${n}석`,
    all: "이 열 모두 제외",
    none: "이 열 모두 판매",
    clear: "모두 판매로 되돌리기",
    seat: (label: string, isKept: boolean) => `${label}번 ${isKept ? "제외됨" : "판매"}`,
    noPlan: "먼저 공연장과 배치도를 골라 주세요.",
  },
  en: {
    title: "Seats kept back",
    intro:
      "Seats that are not sold to the public, such as those with a restricted view or for guests, in every performance. They can be released later. If there are none, go on.",
    map: "Press seats on the map to keep them back or to sell them. Small dots are kept back.",
    kept: (n: string) => `${n} seats kept back`,
    all: "Keep back the whole row",
    none: "Sell the whole row",
    clear: "Sell all seats",
    seat: (label: string, isKept: boolean) => `Seat ${label} ${isKept ? "kept back" : "for sale"}`,
    noPlan: "First choose a venue and its plan.",
  },
};

export function SeatsStep(props: StepProps): JSX.Element {
  const t = useTexts(texts);
  const hall = useDraftHall(props.draft, props.plan);
  return (
    <>
      <h2>{t.title}</h2>
      <p>{t.intro}</p>
      {hall === null ? <Notice tone="warn">{t.noPlan}</Notice> : <KeptBack {...props} hall={hall} />}
    </>
  );
}

function KeptBack({ draft, edit, hall }: StepProps & { hall: Hall }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const repaint = useRef<Changed>(() => {});
  const kept = useMemo(() => new Set(draft.keptBack), [draft.keptBack]);
  const mark = (seats: number[], isKept: boolean) => {
    const next = new Set(kept);
    const graded = seats.filter((seat) => hall.gradeOf[seat] !== NO_GRADE);
    for (const seat of graded) {
      next[isKept ? "add" : "delete"](hall.ids[seat]!);
      hall.setState(seat, isKept ? BLOCKED : AVAILABLE);
    }
    repaint.current(graded);
    edit({ keptBack: [...next] });
  };
  const clear = () => mark([...kept].map((id) => hall.index(id)), false);
  return (
    <div class="panels">
      <div>
        <PlanMap
          hall={hall}
          onPick={(seat) => mark([seat], !kept.has(hall.ids[seat]!))}
          onReady={(changed) => repaint.current = changed}
        />
        <p class="faint">{t.map}</p>
      </div>
      <div>
        <p role="status">
          <b>{t.kept(count(kept.size, language))}</b>
        </p>
        <RowPicker
          hall={hall}
          isPressed={(seat) => kept.has(hall.ids[seat]!)}
          isOpen={(seat) => hall.gradeOf[seat] !== NO_GRADE}
          nameOf={(seat) => t.seat(hall.numbers[seat]!, kept.has(hall.ids[seat]!))}
          press={mark}
          all={t.all}
          none={t.none}
        />
        <Button tone="plain" disabled={kept.size === 0} onClick={clear}>{t.clear}</Button>
      </div>
    </div>
  );
}
