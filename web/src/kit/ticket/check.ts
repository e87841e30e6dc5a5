import type { Bytes } from "./base45.ts";
import { type Code, fromBase64url, keyReference, readCode, SIGNATURE_BYTES, signedByDevice, slotAt, type Statement } from "./codec.ts";
import { uncompressed } from "./point.ts";

/** A public key of the service, as in its JWK set. */
export interface TicketKey {
  kid: string;
  x: string;
  /** seconds since 1970 */
  exp?: number | null;
}

/** What a code alone can tell, without the list of tickets. */
export type CodeCheck =
  | { is: "genuine"; statement: Statement }
  /** genuine, but of another time: a screenshot, a wrong clock, or a statement whose time is over */
  | { is: "expired"; statement: Statement }
  | { is: "forged" };

/** Slots before and after the present one that are accepted: the time to walk up and scan, and clocks that differ. */
const SLOTS_OFF_MAX = 1;

const FORGED: CodeCheck = { is: "forged" };

/** Whether this browser verifies Ed25519: Chrome from 137, Firefox from 129, Safari from 17. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

/** Checks codes with the network off. */
export class CodeVerifier {
  private readonly keys: Map<string, { key: CryptoKey; until: number }>;

  private constructor(keys: Map<string, { key: CryptoKey; until: number }>) {
    this.keys = keys;
  }

  static async of(keys: TicketKey[]): Promise<CodeVerifier> {
    const imported = new Map<string, { key: CryptoKey; until: number }>();
    for (const { kid, x, exp } of keys) {
      const key = await crypto.subtle.importKey("raw", fromBase64url(x), "Ed25519", false, ["verify"]);
      imported.set(await keyReference(kid), { key, until: exp === undefined || exp === null ? Infinity : exp * 1000 });
    }
    return new CodeVerifier(imported);
  }

  /** @param at when the code was scanned, by the server's clock */
  async check(text: string, at: number): Promise<CodeCheck> {
    const code = readCode(text);
    if (code === null || !await this.isOurs(code, at) || !await isShownByItsDevice(code)) {
      return FORGED;
    }
    const slotsOff = code.shown === null ? 0 : Math.abs(code.shown.slot - slotAt(at));
    const isTimely = slotsOff <= SLOTS_OFF_MAX && at < code.statement.validUntil;
    return { is: isTimely ? "genuine" : "expired", statement: code.statement };
  }

  private async isOurs({ statement, signed }: Code, at: number): Promise<boolean> {
    const known = this.keys.get(statement.key);
    if (known === undefined || known.until <= at) {
      return false;
    }
    const end = signed.length - SIGNATURE_BYTES;
    return await crypto.subtle.verify("Ed25519", known.key, signed.subarray(end), signed.subarray(0, end));
  }
}

async function isShownByItsDevice({ statement, signed, shown }: Code): Promise<boolean> {
  if (statement.device === null || shown === null) {
    return true; // paper: whoever has it
  }
  const raw = uncompressed(statement.device);
  return raw !== null && await isSignedBy(raw, shown.signature, await signedByDevice(signed, shown.slot));
}

async function isSignedBy(raw: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", raw, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message);
}
