/**
 * The server's clock, as far as answers tell it. Each answer's `Date` (whole seconds) bounds the difference between the two clocks; the
 * bounds of several answers together are far closer than a second. A phone whose clock is wrong still counts down to the right moment.
 */
export class ServerClock {
  private low = -Infinity; // server - device, in ms
  private high = Infinity;

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
  }

  /** server - device, in ms; 0 while nothing is known */
  get offset(): number {
    return this.high === Infinity ? 0 : Math.round((this.low + this.high) / 2);
  }

  now(): number {
    return Date.now() + this.offset;
  }
}

export const serverClock = new ServerClock();
