const ZLIB: string = "node:zlib"; // a variable: the type checker would ask npm for Node's types
const { deflateSync } = await import(ZLIB);

/** The app's icon as PNG, which home screens ask for: the same drawing as `static/icon.svg`, on 64 by 64 units. */
const INK = [0x16, 0x21, 0x3a];
const LIGHT = [0xff, 0xc5, 0x3d];
const RADIUS = 15; // of the corners
const SAMPLES = 4; // per pixel and direction: smooth edges

/** @param isMaskable without corners and smaller, for systems that cut their own shape out of it */
export function iconPng(size: number, isMaskable: boolean): Uint8Array {
  const rows = new Uint8Array(size * (1 + size * 4));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      rows.set(pixel(x, y, size, isMaskable), y * (1 + size * 4) + 1 + x * 4);
    }
  }
  return png(size, rows);
}

function pixel(x: number, y: number, size: number, isMaskable: boolean): number[] {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const at = (from: number, part: number) => (from + (part + 0.5) / SAMPLES) * 64 / size;
    const colour = colourAt(at(x, i % SAMPLES), at(y, Math.floor(i / SAMPLES)), isMaskable);
    colour?.forEach((value, channel) => sum[channel]! += value);
    sum[3]! += colour === null ? 0 : 1;
  }
  const covered = Math.max(1, sum[3]!);
  return [sum[0]! / covered, sum[1]! / covered, sum[2]! / covered, 255 * sum[3]! / (SAMPLES * SAMPLES)].map(Math.round);
}

function colourAt(x: number, y: number, isMaskable: boolean): number[] | null {
  if (!isMaskable && isOutsideCorners(x, y)) {
    return null;
  }
  const scale = isMaskable ? 1.3 : 1; // inside the circle that no shape cuts
  const [dx, dy] = [(x - 32) * scale, (y - 32) * scale];
  const distance = Math.hypot(dx, dy);
  const isRing = Math.abs(distance - 20) <= 2.5 && isDrawn(dx, dy);
  return isRing || distance <= 8 ? LIGHT : INK;
}

/** Three quarters of the ring, from the top clockwise, with round ends. */
function isDrawn(dx: number, dy: number): boolean {
  const isGap = dx < 0 && dy < 0;
  return !isGap || Math.hypot(dx, dy + 20) <= 2.5 || Math.hypot(dx + 20, dy) <= 2.5;
}

function isOutsideCorners(x: number, y: number): boolean {
  const dx = Math.max(RADIUS - x, x - (64 - RADIUS), 0);
  const dy = Math.max(RADIUS - y, y - (64 - RADIUS), 0);
  return Math.hypot(dx, dy) > RADIUS;
}

/** RGBA, 8 bits (PNG, ISO/IEC 15948). */
function png(size: number, rows: Uint8Array): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  header.set([8, 6], 8);
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", new Uint8Array())];
  return Uint8Array.from([...signature, ...parts.flatMap((part) => [...part])]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      value = value & 1 ? value >>> 1 ^ 0xedb88320 : value >>> 1;
    }
  }
  return (value ^ 0xffffffff) >>> 0;
}
