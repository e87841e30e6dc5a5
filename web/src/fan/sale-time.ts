import type { ticket } from "contract";

export type SalePhase = "before" | "lobby" | "open" | "over";

/** Where a sale stands by its times alone. The line knows more (paused, sold out) once it is asked. */
export function phase(sale: ticket.SaleView, now: number): SalePhase {
  const at = (instant: string | null | undefined) => instant ? Date.parse(instant) : Infinity;
  if (now >= at(sale.closesAt)) {
    return "over";
  }
  if (now >= at(sale.opensAt)) {
    return "open";
  }
  return now >= at(sale.lobbyOpensAt) ? "lobby" : "before";
}
