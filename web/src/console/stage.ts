import type { Event } from "./types.ts";

export type Stage = "hidden" | "scheduled" | "lobby" | "open" | "over";

/** How far a sale is, by its times. Whether it is paused or sold out, the live console tells. */
export function saleStage({ visibleFrom, sale }: Pick<Event, "visibleFrom" | "sale">, now: number): Stage {
  const passed = (instant: string | null) => instant !== null && Date.parse(instant) <= now;
  if (passed(sale.closesAt)) {
    return "over";
  }
  if (passed(sale.opensAt)) {
    return "open";
  }
  if (passed(sale.lobbyOpensAt)) {
    return "lobby";
  }
  return passed(visibleFrom) ? "scheduled" : "hidden";
}
