import type { seat } from "contract";
import { useEffect, useRef, useState } from "preact/hooks";
import { nearest } from "../../kit/hall/alternatives.ts";
import { type Hall, HELD } from "../../kit/hall/hall.ts";
import { useAction, useKeyed } from "../../kit/hooks.ts";
import { tabStorage } from "../../kit/storage.ts";
import { ask } from "../../kit/http.ts";
import { persistently } from "../../kit/persist.ts";
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
  /** whether the server chose the seats */
  isBest: boolean;
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
  const [isBest, setBest] = useState(false);
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
      setBest(false);
      try {
        show(await post({ seatIds: seats.map((index) => hall.ids[index]!) }));
      } catch (problem) {
        setConflict(conflictOf(problem, hall, seats));
        setChosen(new Set(seats.filter((index) => hall.isForSale(index))));
      }
    });
  const takeBest = (bestAvailable: seat.BestAvailable) =>
    action.run(async () => {
      setBest(true);
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
  return { hold, isBest, isOver, conflict, busy: action.busy, problem: action.problem, take, takeBest, release, over };
}

function usePost(performanceId: string, pass: Pass): (body: seat.HoldRequest) => Promise<seat.HoldJson> {
  const keyed = useKeyed();
  const path = { performanceId };
  return (body) => keyed(body, (key) => ask("POST /api/v1/performances/{performanceId}/holds", { path, body, pass: pass.pass, key }));
}

/** The hold of this tab. After a reload it is asked for until there is an answer: the seats are the fan's, whatever the network does. */
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
    const holdId = tabStorage.getItem(holdKey(performanceId));
    if (holdId !== null) {
      const find = () => ask("GET /api/v1/performances/{performanceId}/holds/{holdId}", { path: { performanceId, holdId }, signal });
      persistently(find, signal).then((found) => signal.aborted || setHold(found), () => signal.aborted || put(null));
    }
    return () => finding.current.abort();
  }, [performanceId]);
  return { hold, put };
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
