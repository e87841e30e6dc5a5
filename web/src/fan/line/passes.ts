import type { queue } from "contract";
import { tabStorage } from "../../kit/storage.ts";
import { ask } from "../../kit/http.ts";

export type Pass = queue.ClaimedPass;

const key = (saleId: string) => `onsale.pass.${saleId}`;

/** Takes the pass, or takes it again: while the fan is inside, each of the fan's devices gets it. */
export async function claim(saleId: string): Promise<Pass> {
  const pass = await ask("POST /api/v1/sales/{saleId}/places/me/pass", { path: { saleId } });
  tabStorage.setItem(key(saleId), JSON.stringify(pass));
  return pass;
}

/** The pass of this tab, also after a reload; else a new copy from the line. */
export async function passOf(saleId: string, now: number): Promise<Pass> {
  const kept = tabStorage.getItem(key(saleId));
  const pass = kept === null ? null : JSON.parse(kept) as Pass; // only claim() writes it
  return pass !== null && Date.parse(pass.expiresAt) > now ? pass : await claim(saleId);
}

export function forgetPass(saleId: string): void {
  tabStorage.removeItem(key(saleId));
}
