const BATCH = 512; // digests under way at the same time

/** Whether a digest begins with this number of zero bits. */
export function beginsWithZeros(digest: Uint8Array, bits: number): boolean {
  for (let i = 0; i < bits; i++) {
    if ((digest[i >> 3]! >> (7 - (i & 7))) & 1) {
      return false;
    }
  }
  return true;
}

/** A nonce such that SHA-256 of "challenge:nonce" begins with `bits` zero bits. */
export async function solve(challenge: string, bits: number, signal: AbortSignal): Promise<string> {
  const encoder = new TextEncoder();
  for (let start = 0; !signal.aborted; start += BATCH) {
    const nonces = Array.from({ length: BATCH }, (_, i) => (start + i).toString(36));
    const digests = await Promise.all(nonces.map((nonce) => crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}:${nonce}`))));
    const found = digests.findIndex((digest) => beginsWithZeros(new Uint8Array(digest), bits));
    if (found >= 0) {
      return nonces[found]!;
    }
  }
  throw signal.reason;
}
