import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { seat } from "contract";
import { FeatureLegend, hasFeatures } from "../../kit/hall/features.tsx";
import type { Changed } from "../../kit/hall/feed.ts";
import { AVAILABLE, BLOCKED, Hall } from "../../kit/hall/hall.ts";
import { HallMap } from "../../kit/hall/map.tsx";
import type { Draft, DraftPlan } from "./draft.ts";
import { documentOf } from "./pretix.ts";

const NOTHING: ReadonlySet<number> = new Set();

/** The draft's hall with its grades: all seats available but those that are kept back. */
export function useDraftHall(draft: Draft, plan: DraftPlan | null): Hall | null {
  const drawn = useMemo(() => plan === null ? null : plan.kind === "venue" ? plan.document : documentOf(plan.plan, []), [plan]);
  const grades = gradesOf(draft);
  return useMemo(() => {
    if (drawn === null) {
      return null;
    }
    const hall = new Hall({ ...drawn, grades });
    for (let i = 0; i < hall.seatCount; i++) {
      hall.setState(i, AVAILABLE);
    }
    draft.keptBack.forEach((id) => hall.setState(hall.index(id), BLOCKED));
    return hall;
  }, [drawn, JSON.stringify(grades)]);
}

function gradesOf(draft: Draft): seat.Grade[] {
  return draft.grades.map(({ name }, i) => ({
    name,
    price: { amount: 0, currency: draft.currency },
    categories: Object.keys(draft.gradeOf).filter((category) => draft.gradeOf[category] === i),
  }));
}

export function PlanMap(
  { hall, onPick, onReady }: { hall: Hall; onPick?: (seat: number) => void; onReady?: (changed: Changed) => void },
): JSX.Element {
  const pick = useRef(onPick);
  pick.current = onPick;
  return (
    <>
      <HallMap hall={hall} chosen={NOTHING} onPick={(seat) => pick.current?.(seat)} onReady={(changed) => onReady?.(changed)} />
      {hasFeatures(hall) && <ul class="legend"><FeatureLegend hall={hall} /></ul>}
    </>
  );
}
