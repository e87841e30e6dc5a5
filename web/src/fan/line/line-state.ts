import type { queue } from "contract";

/** What the sale's event says. */
export interface SaleNow {
  state: string;
  message: string;
  opensAt: string;
  closesAt: string;
  serverTime: string | null;
  seatsLeft: Record<string, number>;
  likelySoldOut: boolean | null;
}

/** All that the page of a place shows. */
export interface LineState {
  place: queue.ShownPlace | null;
  sale: SaleNow | null;
  /** why nothing follows any more */
  closed: string | null;
  /** the line's clock - the device's, in ms */
  clockOffset: number;
  /** the most that were ever ahead, as the whole of the bar */
  aheadAtFirst: number;
}

export const NOTHING_KNOWN: LineState = { place: null, sale: null, closed: null, clockOffset: 0, aheadAtFirst: 0 };

/** The state after an event of the stream, at `now` by the device's clock. Events of unknown names change nothing. */
export function after(state: LineState, name: string, data: unknown, now: number): LineState {
  switch (name) {
    case "place":
      return withPlace(state, data as queue.ShownPlace, now);
    case "sale":
      return { ...state, sale: data as SaleNow, clockOffset: offset(state, (data as SaleNow).serverTime, now) };
    case "ready":
      return state.place === null ? state : { ...state, place: { ...state.place, state: "READY", claimBy: (data as { claimBy: string }).claimBy } };
    case "closed":
      return { ...state, closed: (data as { reason: string }).reason };
    default:
      return state;
  }
}

/** Also for the answer of a join or a poll. What is shown ahead never goes up while the place is the same. */
export function withPlace(state: LineState, place: queue.ShownPlace, now: number): LineState {
  const isSame = state.place !== null && state.place.number === place.number;
  const aheadAtFirst = Math.max(isSame ? state.aheadAtFirst : 0, place.ahead ?? 0);
  return { ...state, place, closed: null, aheadAtFirst, clockOffset: offset(state, place.serverTime ?? null, now) };
}

function offset(state: LineState, serverTime: string | null, now: number): number {
  return serverTime === null ? state.clockOffset : Date.parse(serverTime) - now;
}

export type Scene =
  | "loading"
  | "lobby"
  | "drawing"
  | "waiting"
  | "ready"
  | "admitted"
  | "missed"
  | "left"
  | "served"
  | "expired"
  | "absent"
  | "elsewhere"
  | "sold-out"
  | "closed";

const SCENE_OF_REASON: Record<string, Scene> = {
  left: "left",
  missed: "missed",
  served: "served",
  expired: "expired",
  absent: "absent",
  elsewhere: "elsewhere",
  "sold-out": "sold-out",
  "sale-closed": "closed",
};

const SCENE_OF_STATE: Record<string, Scene> = {
  WAITING: "waiting",
  READY: "ready",
  ADMITTED: "admitted",
  MISSED: "missed",
  LEFT: "left",
  SERVED: "served",
};

/** What the page is about now. */
export function scene(state: LineState): Scene {
  if (state.closed !== null) {
    return SCENE_OF_REASON[state.closed] ?? "closed";
  }
  if (state.place === null) {
    return "loading";
  }
  if (state.place.state === "LOBBY") {
    return state.sale !== null && state.sale.state !== "LOBBY" && state.sale.state !== "UNAVAILABLE" ? "drawing" : "lobby";
  }
  return SCENE_OF_STATE[state.place.state] ?? "waiting";
}

/** How much of the way is done, 0 to 1. */
export function progress(state: LineState): number {
  const ahead = state.place?.ahead ?? state.aheadAtFirst;
  return state.aheadAtFirst === 0 ? 1 : 1 - ahead / state.aheadAtFirst;
}
