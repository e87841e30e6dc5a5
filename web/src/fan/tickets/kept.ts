import type { ticket } from "contract";
import { deviceStorage } from "../../kit/storage.ts";
import { ask } from "../../kit/http.ts";
import { Unreachable } from "../../kit/problems.ts";

const KEY = "onsale.tickets";

/** The fan's tickets, from the server or, without a network, as this device last saw them. */
export interface Wallet {
  tickets: ticket.TicketView[];
  /** null: as of now */
  keptAt: number | null;
}

interface KeptWallet {
  tickets: ticket.TicketView[];
  at: number;
}

export async function wallet(signal?: AbortSignal): Promise<Wallet> {
  try {
    const { tickets } = await ask("GET /api/v1/tickets", { query: { limit: 200 }, ...(signal && { signal }) });
    deviceStorage.setItem(KEY, JSON.stringify({ tickets, at: Date.now() } satisfies KeptWallet));
    return { tickets, keptAt: null };
  } catch (problem) {
    const kept = problem instanceof Unreachable ? deviceStorage.getItem(KEY) : null;
    if (kept === null) {
      throw problem;
    }
    const { tickets, at } = JSON.parse(kept) as KeptWallet;
    return { tickets, keptAt: at };
  }
}

/** Whether this device has shown tickets before, so that it can without a network. */
export function hasKept(): boolean {
  return deviceStorage.getItem(KEY) !== null;
}

/** At sign-out: the next person at this device sees no tickets. */
export function forgetWallet(): void {
  deviceStorage.removeItem(KEY);
}
