import { type Hall, UNNUMBERED } from "../../kit/hall/hall.ts";

type SeatName = (zone: string, row: string, number: string) => string;

export function nameOf(hall: Hall, seat: number, say: SeatName): string {
  if (hall.marksOf[seat]! & UNNUMBERED) {
    return hall.zoneOf(seat).name;
  }
  return say(hall.zoneOf(seat).name, hall.rowOf(seat).name, hall.numbers[seat]!);
}

export function namesOf(hall: Hall, seats: Iterable<number>, say: SeatName): string {
  return [...seats].sort((a, b) => a - b).map((seat) => nameOf(hall, seat, say)).join(" · ");
}
