import { holds, same } from "../assert.ts";
import { type Bytes, decodeBase45, encodeBase45 } from "./base45.ts";
import { canVerify, CodeVerifier } from "./check.ts";
import { base64url, fromBase64url, keyReference, performanceReference, readCode, signedByDevice, SLOT_MS, slotAt, type Statement, writeCode, writeStatement } from "./codec.ts";
import { compressed, uncompressed } from "./point.ts";

const NOW = Date.parse("2026-12-01T10:00:07Z");
const TICKET = "01kb9zq4w8e5t2h6r7m3n0p1c9";

async function aTicket(change: Partial<Statement> = {}) {
  const server = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
  const device = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const statement: Statement = {
    key: await keyReference("k1"),
    ticketId: TICKET,
    performance: await performanceReference("perf_1"),
    generation: 3,
    validUntil: NOW + 3_600_000 - 7_000,
    device: compressed(new Uint8Array(await crypto.subtle.exportKey("raw", device.publicKey))),
    ...change,
  };
  const unsigned = writeStatement(statement);
  const signed: Bytes = new Uint8Array(unsigned.length + 64);
  signed.set(unsigned);
  signed.set(new Uint8Array(await crypto.subtle.sign("Ed25519", server.privateKey, unsigned)), unsigned.length);
  const x = base64url(new Uint8Array(await crypto.subtle.exportKey("raw", server.publicKey)));
  const codeAt = async (ms: number) => {
    const slot = slotAt(ms);
    const message = await signedByDevice(signed, slot);
    const signature = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, device.privateKey, message));
    return writeCode(signed, statement.device === null ? null : { slot, signature });
  };
  return { statement, codeAt, signed, verifier: await CodeVerifier.of([{ kid: "k1", x }]), x };
}

Deno.test("Base45 is that of RFC 9285", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  same(encodeBase45(bytes("AB")), "BB8");
  same(encodeBase45(bytes("Hello!!")), "%69 VD92EX0");
  same(encodeBase45(bytes("base-45")), "UJCLQE7W581");
  same(decodeBase45("QED8WEX0"), bytes("ietf!"));
  for (const wrong of ["GGW", "A", "a00", "::", ":::", "0000"]) {
    same(decodeBase45(wrong), null, wrong);
  }
});

Deno.test("a statement is read as it was written", async () => {
  const { statement, codeAt } = await aTicket();
  same(readCode(await codeAt(NOW))!.statement, statement);
});

Deno.test("a compressed point is completed", async () => {
  for (let i = 0; i < 8; i++) {
    const { publicKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
    same(uncompressed(compressed(raw)), raw);
  }
});

Deno.test("a code opens in its slot and the two beside it, and at no other time", async () => {
  const { codeAt, verifier } = await aTicket();
  const expected = ["expired", "genuine", "genuine", "genuine", "expired"];
  for (const [i, is] of expected.entries()) {
    same((await verifier.check(await codeAt(NOW + (i - 2) * SLOT_MS), NOW)).is, is, `slot ${i - 2}`);
  }
});

Deno.test("a flipped bit anywhere is no ticket", async () => {
  const { codeAt, verifier } = await aTicket();
  const good = decodeBase45((await codeAt(NOW)).slice("ONSALE1:".length))!;
  for (let bit = 0; bit < good.length * 8; bit += 7) {
    const bad = good.slice();
    bad[bit >> 3] = bad[bit >> 3]! ^ 1 << bit % 8;
    const { is } = await verifier.check("ONSALE1:" + encodeBase45(bad), NOW);
    same(is, "forged", `bit ${bit}`);
  }
});

Deno.test("paper opens at any time until its statement is over", async () => {
  const { codeAt, verifier, statement } = await aTicket({ device: null });
  same((await verifier.check(await codeAt(NOW), NOW - 86_400_000)).is, "genuine");
  same((await verifier.check(await codeAt(NOW), statement.validUntil)).is, "expired");
});

Deno.test("a key that is unknown or over verifies nothing", async () => {
  const { codeAt, x } = await aTicket();
  const code = await codeAt(NOW);
  same((await (await CodeVerifier.of([{ kid: "k2", x }])).check(code, NOW)).is, "forged");
  same((await (await CodeVerifier.of([{ kid: "k1", x, exp: NOW / 1000 - 1 }])).check(code, NOW)).is, "forged");
});

Deno.test("what is no code of ours is refused, not an error", async () => {
  const { verifier } = await aTicket();
  for (const text of ["", "ONSALE1:", "HELLO", "ONSALE1:" + "0".repeat(400), "ONSALE2:BB8", "ONSALE1:BB8", "https://example.org"]) {
    same((await verifier.check(text, NOW)).is, "forged", text);
  }
});

Deno.test("base64url goes both ways", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  same(fromBase64url(base64url(bytes)), bytes);
});

Deno.test("this runtime verifies both signatures", async () => {
  holds(await canVerify(), "no Ed25519");
  const { codeAt, verifier } = await aTicket();
  const code = await codeAt(NOW);
  const start = performance.now();
  for (let i = 0; i < 100; i++) {
    await verifier.check(code, NOW);
  }
  console.log(`    ${((performance.now() - start) / 100).toFixed(2)} ms per code`);
});
