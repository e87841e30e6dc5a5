import { ask } from "../http.ts";
import { persistently } from "../persist.ts";
import { follow, type StreamHealth } from "../stream.ts";
import type { Hall } from "./hall.ts";

/** `null`: any seat may have changed. */
export type Changed = (seats: number[] | null) => void;

interface Delta {
  version: number;
  changes: [number, number][];
}

/** A hall's states in order: a whole reading never undoes changes that came while it was under way. */
export class HallStates {
  version = -1;
  private reading: Promise<void> | null = null;
  private late: Delta[] = [];
  private readonly hall: Pick<Hall, "setStates" | "setState">;
  private readonly readAll: () => Promise<{ version: number; states: string }>;
  private readonly onChange: Changed;

  constructor(hall: Pick<Hall, "setStates" | "setState">, readAll: () => Promise<{ version: number; states: string }>, onChange: Changed) {
    this.hall = hall;
    this.readAll = readAll;
    this.onChange = onChange;
  }

  /** Reads all states; who asks while it is under way waits for the same reading. */
  read(): Promise<void> {
    this.reading ??= this.readOnce().finally(() => this.reading = null);
    return this.reading;
  }

  private async readOnce(): Promise<void> {
    const all = await this.readAll();
    this.hall.setStates(all.states);
    this.version = all.version;
    this.onChange(null);
    this.late.splice(0).forEach((delta) => this.apply(delta));
  }

  take(delta: Delta): void {
    if (this.reading !== null) {
      this.late.push(delta);
    }
    this.apply(delta);
  }

  private apply({ version, changes }: Delta): void {
    if (version > this.version) {
      changes.forEach(([seat, state]) => this.hall.setState(seat, state));
      this.version = version;
      this.onChange(changes.map(([seat]) => seat));
    }
  }
}

/** Keeps a hall's states as the server has them, until the signal is aborted. */
export async function keepCurrent(
  hall: Hall,
  performanceId: string,
  onChange: Changed,
  onHealth: (health: StreamHealth) => void,
  signal: AbortSignal,
): Promise<void> {
  const path = { performanceId };
  const states = new HallStates(hall, () => ask("GET /api/v1/performances/{performanceId}/seats", { path, signal }), onChange);
  const read = () => persistently(() => states.read(), signal); // right after a start the seats may not be there yet
  await read();
  await follow({
    operation: "GET /api/v1/performances/{performanceId}/seats/events",
    path,
    query: { after: String(states.version) },
    onEvent: (name, data) => name === "snapshot" ? void read().catch(() => {}) : states.take(data as Delta), // refused: the stream ends as well
    onHealth,
    poll: async () => {
      await states.read();
      return 5_000;
    },
    signal,
  });
}
