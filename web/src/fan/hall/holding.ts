import type { seat } from "contract";
import { useEffect, useState } from "preact/hooks";
import { nearest } from "../../kit/hall/alternatives.ts";
import { type Hall, HELD } from "../../kit/hall/hall.ts";
import { useAction } from "../../kit/hooks.ts";
import { ask, newKey } from "../../kit/http.ts";
import { Refusal } from "../../kit/problems.ts";
import type { Pass } from "../line/passes.ts";

/** The hold of this tab, also after a reload. */
const holdKey = (performanceId: string) => `onsale.hold.${performanceId}`;

/** Seats that somebody else was faster with, and what may be had instead. */
export interface Conflict {
  taken: number[];
  instead: number[];
}

export interface Holding {
  hold: seat.HoldJson | null;
  conflict: Conflict | null;
  busy: boolean;
  problem: unknown;
  take: (seats: number[]) => void;
  takeBest: (wish: seat.BestAvailable) => void;
  release: () => void;
  /** forgets the hold: its time is over, or it has become a booking */
  over: () => void;
}

export function useHolding(performanceId: string, pass: Pass, hall: Hall, setChosen: (seats: ReadonlySet<number>) => void): Holding {
  const [hold, setHold] = useState<seat.HoldJson | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const action = useAction();
  const path = { performanceId };
  const show = (made: seat.HoldJson | null) => {
    setHold(made);
    setConflict(null);
    setChosen(new Set(made?.seats.map((each) => hall.index(each.seatId)) ?? []));
    if (made === null) {
      sessionStorage.removeItem(holdKey(performanceId));
    } else {
      sessionStorage.setItem(holdKey(performanceId), made.holdId);
    }
  };
  useEffect(() => {
    const holdId = sessionStorage.getItem(holdKey(performanceId));
    if (holdId !== null) {
      ask("GET /api/v1/performances/{performanceId}/holds/{holdId}", { path: { performanceId, holdId } }).then(show, () => show(null));
    }
  }, [performanceId]);

  const post = (body: seat.HoldRequest) => ask("POST /api/v1/performances/{performanceId}/holds", { path, body, pass: pass.pass, key: newKey() });
  const take = (seats: number[]) =>
    action.run(async () => {
      setConflict(null);
      try {
        show(await post({ seatIds: seats.map((index) => hall.ids[index]!) }));
      } catch (problem) {
        setConflict(conflictOf(problem, hall, seats));
        setChosen(new Set(seats.filter((index) => hall.isForSale(index))));
      }
    });
  const takeBest = (bestAvailable: seat.BestAvailable) =>
    action.run(async () => {
      show(await post({ bestAvailable }));
    });
  const release = () =>
    action.run(async () => {
      await ask("DELETE /api/v1/performances/{performanceId}/holds/{holdId}", { path: { performanceId, holdId: hold!.holdId } });
      show(null);
    });
  return { hold, conflict, busy: action.busy, problem: action.problem, take, takeBest, release, over: () => show(null) };
}

/** What a refused wish means for the hall; anything but taken seats is no conflict and goes on as a problem. */
function conflictOf(problem: unknown, hall: Hall, wished: number[]): Conflict {
  if (!(problem instanceof Refusal) || problem.slug !== "seats-taken") {
    throw problem;
  }
  const taken = ((problem.problem.taken ?? []) as string[]).map((id) => hall.index(id)).filter((index) => index >= 0);
  taken.forEach((index) => hall.setState(index, HELD)); // the stream says the same a moment later
  return { taken, instead: nearest(hall, wished) };
}
