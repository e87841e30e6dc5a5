/**
 * Base45 (RFC 9285): bytes in the 45 characters that a QR code stores in its alphanumeric mode, three characters for two bytes. Decoding is
 * strict: each sequence of bytes has exactly one text.
 */
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const BASE = ALPHABET.length;

export type Bytes = Uint8Array<ArrayBuffer>;

export function encodeBase45(bytes: Bytes): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const isPair = i + 1 < bytes.length;
    let rest = isPair ? bytes[i]! << 8 | bytes[i + 1]! : bytes[i]!;
    for (let n = isPair ? 3 : 2; n > 0; n--) {
      text += ALPHABET[rest % BASE];
      rest = Math.floor(rest / BASE);
    }
  }
  return text;
}

/** The bytes; null unless `text` is the encoding of some. */
export function decodeBase45(text: string): Bytes | null {
  if (text.length % 3 === 1) {
    return null;
  }
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3) / 2);
  for (let i = 0, at = 0; i < text.length; i += 3) {
    const isPair = i + 2 < text.length;
    const value = number(text.slice(i, i + 3));
    if (value < 0 || value > (isPair ? 0xffff : 0xff)) {
      return null;
    }
    if (isPair) {
      bytes[at++] = value >> 8;
    }
    bytes[at++] = value & 0xff;
  }
  return bytes;
}

/** -1 if one of the characters is none of ours. */
function number(digits: string): number {
  let value = 0;
  for (let i = digits.length - 1; i >= 0; i--) {
    const digit = ALPHABET.indexOf(digits[i]!);
    if (digit < 0) {
      return -1;
    }
    value = value * BASE + digit;
  }
  return value;
}
