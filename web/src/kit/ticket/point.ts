import type { Bytes } from "./base45.ts";

/** Points on P-256. WebCrypto reads and writes them raw (65 bytes) only; a statement has them compressed (33 bytes). */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

export function compressed(raw: Bytes): Bytes {
  const point = raw.slice(0, 33);
  point[0] = 2 + (raw[64]! & 1);
  return point;
}

/** Null unless it names a point on the curve. */
export function uncompressed(point: Bytes): Bytes | null {
  if (point.length !== 33 || point[0] !== 2 && point[0] !== 3) {
    return null;
  }
  const x = number(point.subarray(1));
  const square = (x * x * x - 3n * x + B) % P;
  const root = power(square, (P + 1n) / 4n); // a square root, if there is one: p = 3 (mod 4)
  if (x >= P || root * root % P !== square) {
    return null;
  }
  const y = (root & 1n) === BigInt(point[0] & 1) ? root : P - root;
  const raw = new Uint8Array(65);
  raw[0] = 4;
  raw.set(point.subarray(1), 1);
  raw.set(y.toString(16).padStart(64, "0").match(/../g)!.map((pair) => parseInt(pair, 16)), 33);
  return raw;
}

function number(bytes: Bytes): bigint {
  return BigInt("0x" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
}

function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) {
      result = result * square % P;
    }
    square = square * square % P;
  }
  return result;
}
