// without letters and digits that are mistaken for each other: the password is read out and typed on another device
const CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP = 4;

/** A first password to hand over, 80 bits: `k3vq-8mzt-wd5n-rc72`. */
export function firstPassword(): string {
  const random = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP));
  const letters = Array.from(random, (byte) => CHARACTERS[byte % CHARACTERS.length]!); // 256 is a multiple of 32: no bias
  return Array.from({ length: GROUPS }, (_, i) => letters.slice(i * GROUP, (i + 1) * GROUP).join("")).join("-");
}
