import type { Changed } from "../../kit/hall/feed.ts";
import type { Hall } from "../../kit/hall/hall.ts";

/** What a replay sends; see the contract. */
interface Begin {
  from: string;
  to: string;
  speed: number;
  states: string;
}

export interface Position {
  /** ms since 1970: where the replay begins, is, and ends */
  from: number;
  at: number;
  to: number;
  over: boolean;
}

/** A hall as a replay shows it. Pausing closes the stream; going on opens another one, from where it was. */
export class Player {
  position: Position | null = null;
  private readonly hall: Pick<Hall, "setStates" | "setState">;
  private readonly onChange: Changed;
  private first: number | null = null; // of the whole sale

  constructor(hall: Pick<Hall, "setStates" | "setState">, onChange: Changed) {
    this.hall = hall;
    this.onChange = onChange;
  }

  take(name: string, data: unknown): void {
    switch (name) {
      case "begin":
        return this.begin(data as Begin);
      case "seats": {
        const { changes, at } = data as { changes: [number, number][]; at: string };
        changes.forEach(([seat, state]) => this.hall.setState(seat, state));
        this.onChange(changes.map(([seat]) => seat));
        return this.moveTo(Date.parse(at));
      }
      case "clock":
        return this.moveTo(Date.parse((data as { at: string }).at));
      case "end":
        this.moveTo(Date.parse((data as { at: string }).at));
        this.position = { ...this.position!, over: true };
    }
  }

  private begin({ from, to, states }: Begin): void {
    this.hall.setStates(states);
    this.onChange(null);
    this.first = Math.min(this.first ?? Infinity, Date.parse(from));
    this.position = { from: this.first, at: Date.parse(from), to: Date.parse(to), over: false };
  }

  private moveTo(at: number): void {
    this.position = { ...this.position!, at: Math.max(at, this.position!.at) };
  }
}
