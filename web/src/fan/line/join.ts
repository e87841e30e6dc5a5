import type { queue } from "contract";
import { deviceStorage } from "../../kit/storage.ts";
import { ask } from "../../kit/http.ts";
import { Refusal } from "../../kit/problems.ts";
import { solve } from "./proof.ts";

/** A signed statement of the fan's number, kept on the device: it brings a place back that the servers have lost. */
const receiptKey = (saleId: string) => `onsale.receipt.${saleId}`;

/** Where a place stands that goes on by itself. */
export function isActive(place: queue.ShownPlace): boolean {
  return ["LOBBY", "WAITING", "READY", "ADMITTED"].includes(place.state);
}

/** The fan's place, if there is one or was one; without joining. */
export async function findPlace(saleId: string, signal: AbortSignal): Promise<queue.ShownPlace | null> {
  try {
    return kept(saleId, await ask("GET /api/v1/sales/{saleId}/places/me", { path: { saleId }, signal }));
  } catch (problem) {
    if (problem instanceof Refusal && problem.slug === "not-in-line") {
      return null;
    }
    throw problem;
  }
}

/** Joins, as often as one likes: a fan has one place. Where the sale asks for a proof of work it is made first. */
export async function join(saleId: string, signal: AbortSignal, onProof: () => void): Promise<queue.ShownPlace> {
  const receipt = deviceStorage.getItem(receiptKey(saleId)) ?? undefined;
  try {
    return kept(saleId, await ask("POST /api/v1/sales/{saleId}/places", { path: { saleId }, body: { receipt }, signal }));
  } catch (problem) {
    if (!(problem instanceof Refusal)) {
      throw problem;
    }
    if (problem.slug === "receipt-refused") {
      deviceStorage.removeItem(receiptKey(saleId));
      return kept(saleId, await ask("POST /api/v1/sales/{saleId}/places", { path: { saleId }, body: {}, signal }));
    }
    if (problem.slug === "proof-required") {
      onProof();
      return await joinWithProof(saleId, receipt, signal);
    }
    throw problem;
  }
}

async function joinWithProof(saleId: string, receipt: string | undefined, signal: AbortSignal): Promise<queue.ShownPlace> {
  const { challenge, bits } = await ask("POST /api/v1/sales/{saleId}/challenge", { path: { saleId }, signal });
  const nonce = await solve(challenge, bits, signal);
  return kept(saleId, await ask("POST /api/v1/sales/{saleId}/places", { path: { saleId }, body: { receipt, proof: { challenge, nonce } }, signal }));
}

function kept(saleId: string, place: queue.ShownPlace): queue.ShownPlace {
  if (place.receipt) {
    deviceStorage.setItem(receiptKey(saleId), place.receipt);
  }
  return place;
}
