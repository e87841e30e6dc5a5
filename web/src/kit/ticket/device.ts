import { serverClock } from "../clock.ts";
import { Database } from "../database.ts";
import { ask } from "../http.ts";
import type { Bytes } from "./base45.ts";
import { base64url, fromBase64url, readStatement, signedByDevice, slotAt, writeCode } from "./codec.ts";
import { compressed } from "./point.ts";

/** A ticket's statement as this device keeps it, so that the ticket can be shown without a network. */
export interface KeptStatement {
  ticketId: string;
  /** base64url */
  statement: string;
  generation: number;
  boundAt: string;
  rebindsLeft: number;
}

const DEVICE = "device";
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };

const kept = new Database("onsale-ticket", 1, { stores: { keys: { keyPath: null }, statements: { keyPath: "ticketId" } } });

/**
 * The key pair of this device, made at its first use; its private part cannot leave the browser. One per device and not per ticket: binding
 * a ticket again is then the same request with the same answer, also after its statement was lost, and costs none of its moves to another
 * device. Gates could see that two tickets share a phone, which they see anyway.
 */
async function deviceKey(): Promise<CryptoKeyPair> {
  const known = await kept.get<CryptoKeyPair>("keys", DEVICE);
  if (known !== undefined) {
    return known;
  }
  navigator.storage?.persist?.().catch(() => {}); // a browser that clears it costs a move to "another" device
  return await kept.putFirst("keys", DEVICE, await crypto.subtle.generateKey(ECDSA, false, ["sign", "verify"]));
}

async function publicKey(): Promise<Bytes> {
  return compressed(new Uint8Array(await crypto.subtle.exportKey("raw", (await deviceKey()).publicKey)));
}

/** Binds a ticket to this device. What showed it before no longer opens the gate. */
export async function bindToThisDevice(ticketId: string): Promise<KeptStatement> {
  const body = { publicKey: base64url(await publicKey()) };
  const { statement, generation, boundAt, rebindsLeft } = await ask("POST /api/v1/tickets/{ticketId}/device", { path: { ticketId }, body });
  const value = { ticketId, statement, generation, boundAt, rebindsLeft };
  await kept.put("statements", value);
  return value;
}

/** What this device can show of a ticket without a network; null if nothing. */
export async function keptStatement(ticketId: string): Promise<KeptStatement | null> {
  return await kept.get<KeptStatement>("statements", ticketId) ?? null;
}

export async function forgetStatement(ticketId: string): Promise<void> {
  await kept.delete("statements", ticketId);
}

/** Whether it is this device that makes codes for a statement. */
export async function isOfThisDevice(statement: string): Promise<boolean> {
  const device = readStatement(fromBase64url(statement))?.device;
  return device !== null && device !== undefined && base64url(device) === base64url(await publicKey());
}

/** The code of the present slot, by the server's clock as far as it is known. Needs no network. */
export async function codeNow(statement: string, now = serverClock.now()): Promise<string> {
  const signed = fromBase64url(statement);
  const slot = slotAt(now);
  const message = await signedByDevice(signed, slot);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, (await deviceKey()).privateKey, message);
  return writeCode(signed, { slot, signature: new Uint8Array(signature) });
}
