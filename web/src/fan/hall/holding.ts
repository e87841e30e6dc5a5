import type { seat } from "contract";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Hall } from "../../kit/hall/hall.ts";
import { useAction, useKeyed } from "../../kit/hooks.ts";
import { tabStorage } from "../../kit/storage.ts";
import { ask } from "../../kit/http.ts";
import { persistently } from "../../kit/persist.ts";
import type { Pass } from "../line/passes.ts";
import { type Conflict, conflictOf, remainder, wishOf } from "./wish.ts";

/** Which of a fan's holds is this tab's. */
const holdKey = (performanceId: string) => `onsale.hold.${performanceId}`;

export interface Holding {
  hold: seat.HoldJson | null;
  /** the time of the last hold has run out */
  isOver: boolean;
  conflict: Conflict | null;
  busy: boolean;
  problem: unknown;
  take: (seats: number[]) => void;
  takeBest: (wish: seat.BestAvailable) => void;
  release: () => void;
  /** forgets the hold: it has become a booking, or its time is over */
  over: (why: "booked" | "late") => void;
}

export function useHolding(performanceId: string, pass: Pass, hall: Hall, setChosen: (seats: ReadonlySet<number>) => void): Holding {
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [isOver, setOver] = useState(false);
  const { hold, put } = useHold(performanceId);
  const action = useAction();
  const show = (made: seat.HoldJson | null) => {
    put(made);
    setConflict(null);
    setOver(false);
    setChosen(new Set(made?.seats.map((each) => hall.index(each.seatId)) ?? []));
  };
  const post = usePost(performanceId, pass);
  const take = (seats: number[]) =>
    action.run(async () => {
      setConflict(null);
      try {
        show(await post(wishOf(hall, seats)));
      } catch (problem) {
        const refused = conflictOf(problem, hall, seats);
        setConflict(refused);
        setChosen(new Set(remainder(hall, seats, refused)));
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
  const over = (why: "booked" | "late") => {
    show(null);
    setOver(why === "late");
  };
  useEffect(() => setChosen(new Set(hold?.seats.map((each) => hall.index(each.seatId)) ?? [])), [hold?.holdId]);
  return { hold, isOver, conflict, busy: action.busy, problem: action.problem, take, takeBest, release, over };
}

function usePost(performanceId: string, pass: Pass): (body: seat.HoldRequest) => Promise<seat.HoldJson> {
  const keyed = useKeyed();
  const path = { performanceId };
  return (body) => keyed(body, (key) => ask("POST /api/v1/performances/{performanceId}/holds", { path, body, pass: pass.pass, key }));
}

/**
 * A hold of the fan: the one of this tab, or another one after a reload or on a new device. It is asked for until there is an answer: the
 * seats are the fan's, whatever the network does.
 */
function useHold(performanceId: string): { hold: seat.HoldJson | null; put: (hold: seat.HoldJson | null) => void } {
  const [hold, setHold] = useState<seat.HoldJson | null>(null);
  const finding = useRef(new AbortController());
  const put = (made: seat.HoldJson | null) => {
    finding.current.abort(); // an answer about an older hold comes too late
    setHold(made);
    if (made === null) {
      tabStorage.removeItem(holdKey(performanceId));
    } else {
      tabStorage.setItem(holdKey(performanceId), made.holdId);
    }
  };
  useEffect(() => {
    const { signal } = finding.current = new AbortController();
    const find = () => ask("GET /api/v1/performances/{performanceId}/holds/mine", { path: { performanceId }, signal });
    const ours = ({ holds }: seat.OwnHolds) => holds.find((each) => each.holdId === tabStorage.getItem(holdKey(performanceId))) ?? holds[0] ?? null;
    persistently(find, signal).then((found) => signal.aborted || put(ours(found)), () => signal.aborted || put(null));
    return () => finding.current.abort();
  }, [performanceId]);
  return { hold, put };
}
