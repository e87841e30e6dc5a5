import { type Bytes, decodeBase45, encodeBase45 } from "./base45.ts";

/**
 * The binary form of tickets, byte for byte as the service documents it (its `TicketStatement` and `CodeVerifier`). All numbers are
 * unsigned and big-endian.
 *
 *     offset  bytes
 *      0       1    version: 1
 *      1       1    kind: 1 DEVICE, 2 PAPER
 *      2       4    key: the first bytes of the SHA-256 of the signing key's id (kid)
 *      6      17    ticket id: 26 characters of Crockford base 32, 5 bits each, then 6 zero bits
 *     23       8    performance: the first bytes of the SHA-256 of its id
 *     31       2    generation
 *     33       4    valid until: seconds since 1970
 *     37      33    DEVICE only: the device's public key, a compressed point on P-256
 *     37|70   64    Ed25519 signature of everything before it
 *
 * A code is `ONSALE1:` and then in Base45 the statement and, of a device, the slot (4 bytes: seconds since 1970 divided by 15) and the
 * device's signature (64 bytes, r and s).
 */
export interface Statement {
  /** hex of 4 bytes */
  key: string;
  ticketId: string;
  /** hex of 8 bytes */
  performance: string;
  /** grows whenever the ticket is bound anew, printed or passed on; only the latest one opens the gate */
  generation: number;
  /** ms since 1970 */
  validUntil: number;
  /** a compressed point; null on paper */
  device: Bytes | null;
}

/** What a code says; nothing of it is verified yet. */
export interface Code {
  statement: Statement;
  /** the statement's bytes with the service's signature */
  signed: Bytes;
  /** null on paper */
  shown: { slot: number; signature: Bytes } | null;
}

export const SLOT_MS = 15_000;
export const SIGNATURE_BYTES = 64;

const PREFIX = "ONSALE1:";
const LENGTH_MAX = 320; // characters; limits the cost of garbage
const PAPER_BYTES = 37 + SIGNATURE_BYTES;
const POINT_BYTES = 33;
const DEVICE_BYTES = PAPER_BYTES + POINT_BYTES;
const SLOT_BYTES = 4;
const DEVICE_CODE_BYTES = DEVICE_BYTES + SLOT_BYTES + SIGNATURE_BYTES;
const ID_AT = 6;
const ID_BYTES = 17;
const ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH = 26;

export function slotAt(ms: number): number {
  return Math.floor(ms / SLOT_MS);
}

/** The statement in `signed`; null unless it is exactly one, in its only spelling. */
export function readStatement(signed: Bytes): Statement | null {
  const isDevice = signed.length === DEVICE_BYTES && signed[1] === 1;
  const isPaper = signed.length === PAPER_BYTES && signed[1] === 2;
  const ticketId = isDevice || isPaper ? unpackId(signed.subarray(ID_AT, ID_AT + ID_BYTES)) : null;
  if (ticketId === null || signed[0] !== 1) {
    return null;
  }
  const view = new DataView(signed.buffer, signed.byteOffset);
  return {
    key: hex(signed.subarray(2, 6)),
    ticketId,
    performance: hex(signed.subarray(23, 31)),
    generation: view.getUint16(31),
    validUntil: view.getUint32(33) * 1000,
    device: isDevice ? signed.slice(37, 37 + POINT_BYTES) : null,
  };
}

/** The part of a statement that the service signs. */
export function writeStatement(statement: Statement): Bytes {
  const bytes = new Uint8Array((statement.device === null ? PAPER_BYTES : DEVICE_BYTES) - SIGNATURE_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = 1;
  bytes[1] = statement.device === null ? 2 : 1;
  bytes.set(unhex(statement.key), 2);
  bytes.set(packId(statement.ticketId), ID_AT);
  bytes.set(unhex(statement.performance), 23);
  view.setUint16(31, statement.generation);
  view.setUint32(33, statement.validUntil / 1000);
  bytes.set(statement.device ?? [], 37);
  return bytes;
}

/** Null for whatever is no code of ours. */
export function readCode(text: string): Code | null {
  const bytes = text.length <= LENGTH_MAX && text.startsWith(PREFIX) ? decodeBase45(text.slice(PREFIX.length)) : null;
  if (bytes === null) {
    return null;
  }
  const isDevice = bytes.length === DEVICE_CODE_BYTES;
  const signed = isDevice ? bytes.slice(0, DEVICE_BYTES) : bytes;
  const statement = readStatement(signed);
  if (statement === null || isDevice !== (statement.device !== null)) {
    return null;
  }
  const slot = isDevice ? new DataView(bytes.buffer).getUint32(DEVICE_BYTES) : 0;
  return { statement, signed, shown: isDevice ? { slot, signature: bytes.slice(DEVICE_BYTES + SLOT_BYTES) } : null };
}

export function writeCode(signed: Bytes, shown: { slot: number; signature: Bytes } | null): string {
  if (shown === null) {
    return PREFIX + encodeBase45(signed);
  }
  const bytes = new Uint8Array(DEVICE_CODE_BYTES);
  bytes.set(signed);
  new DataView(bytes.buffer).setUint32(DEVICE_BYTES, shown.slot);
  bytes.set(shown.signature, DEVICE_BYTES + SLOT_BYTES);
  return PREFIX + encodeBase45(bytes);
}

/** What the device signs: the hash of its statement, and the slot. */
export async function signedByDevice(signed: Bytes, slot: number): Promise<Bytes> {
  const message = new Uint8Array(32 + SLOT_BYTES);
  message.set(new Uint8Array(await crypto.subtle.digest("SHA-256", signed)));
  new DataView(message.buffer).setUint32(32, slot);
  return message;
}

/** How the id of a signing key is written in a statement. */
export async function keyReference(kid: string): Promise<string> {
  return hex((await sha256(kid)).subarray(0, 4));
}

/** How the id of a performance is written in a statement. */
export async function performanceReference(performanceId: string): Promise<string> {
  return hex((await sha256(performanceId)).subarray(0, 8));
}

async function sha256(text: string): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function packId(id: string): Bytes {
  const bytes = new Uint8Array(ID_BYTES);
  for (let i = 0; i < ID_LENGTH; i++) {
    const value = ID_ALPHABET.indexOf(id[i] ?? "?");
    if (value < 0 || id.length !== ID_LENGTH) {
      throw new Error("not an id of ours: " + id);
    }
    for (let bit = 0; bit < 5; bit++) {
      const at = i * 5 + bit;
      bytes[at >> 3] = bytes[at >> 3]! | (value >> (4 - bit) & 1) << (7 - at % 8);
    }
  }
  return bytes;
}

function unpackId(bytes: Bytes): string | null {
  if ((bytes[ID_BYTES - 1]! & 0x3f) !== 0) {
    return null; // a second spelling
  }
  let id = "";
  for (let i = 0; i < ID_LENGTH; i++) {
    let value = 0;
    for (let bit = 0; bit < 5; bit++) {
      const at = i * 5 + bit;
      value = value << 1 | bytes[at >> 3]! >> (7 - at % 8) & 1;
    }
    id += ID_ALPHABET[value];
  }
  return id;
}

export function hex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function base64url(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64url(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
}
