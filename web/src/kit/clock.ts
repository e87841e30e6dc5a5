import { deviceStorage } from "./storage.ts";

/**
 * The server's clock, as far as answers tell it. Each answer's `Date` (whole seconds) bounds the difference between the two clocks; the
 * bounds of several answers together are far closer than a second. A phone whose clock is wrong still counts down to the right moment.
 *
 * What was learnt last is remembered: a page that starts without a network still knows how wrong its device is.
 */
export class ServerClock {
  private low = -Infinity; // server - device, in ms
  private high = Infinity;
  private readonly memory: Pick<Storage, "getItem" | "setItem"> | undefined;
  private remembered: number;

  constructor(memory?: Pick<Storage, "getItem" | "setItem">) {
    this.memory = memory;
    this.remembered = Number(memory?.getItem(REMEMBERED) ?? 0) || 0;
  }

  observe(date: string | null, sentAt: number, receivedAt: number): void {
    const second = date === null ? NaN : Date.parse(date);
    if (Number.isNaN(second)) {
      return;
    }
    const low = second - receivedAt;
    const high = second + 1000 - sentAt;
    this.low = Math.max(this.low, low);
    this.high = Math.min(this.high, high);
    if (this.low > this.high) { // the device's clock was set meanwhile
      this.low = low;
      this.high = high;
    }
    this.remember();
  }

  private remember(): void {
    if (Math.abs(this.offset - this.remembered) >= WORTH_REMEMBERING_MS) {
      this.remembered = this.offset;
      this.memory?.setItem(REMEMBERED, String(this.offset));
    }
  }

  /** server - device, in ms; what an earlier page has learnt, or 0, while this one knows nothing */
  get offset(): number {
    return this.high === Infinity ? this.remembered : Math.round((this.low + this.high) / 2);
  }

  now(): number {
    return Date.now() + this.offset;
  }
}

const REMEMBERED = "onsale.clock-offset";
const WORTH_REMEMBERING_MS = 250;

export const serverClock = new ServerClock(deviceStorage);
