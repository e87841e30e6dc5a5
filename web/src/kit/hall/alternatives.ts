import { type Hall, NO_GRADE } from "./hall.ts";

/**
 * The available seats most like the wished ones: as many side by side in one row, of the same grade if there are any, nearest to the middle
 * of the wish. Empty if no row has so many together.
 */
export function nearest(hall: Hall, wished: number[]): number[] {
  const grade = hall.gradeOf[wished[0] ?? 0] ?? NO_GRADE;
  const sameGrade = nearestRun(hall, wished, (index) => hall.gradeOf[index] === grade);
  return sameGrade.length > 0 ? sameGrade : nearestRun(hall, wished, () => true);
}

function nearestRun(hall: Hall, wished: number[], suits: (index: number) => boolean): number[] {
  const middleX = wished.reduce((sum, index) => sum + hall.xs[index]!, 0) / wished.length;
  const middleY = wished.reduce((sum, index) => sum + hall.ys[index]!, 0) / wished.length;
  let best = -1;
  let bestDistance = Infinity;
  for (const zone of hall.zones) {
    for (const row of zone.rows) {
      let run = 0;
      for (let i = row.from; i < row.to; i++) {
        run = hall.isForSale(i) && suits(i) ? run + 1 : 0;
        if (run >= wished.length) {
          const first = i - wished.length + 1;
          const x = (hall.xs[first]! + hall.xs[i]!) / 2;
          const y = (hall.ys[first]! + hall.ys[i]!) / 2;
          const distance = Math.hypot(x - middleX, y - middleY);
          if (distance < bestDistance) {
            bestDistance = distance;
            best = first;
          }
        }
      }
    }
  }
  return best < 0 ? [] : Array.from(wished, (_, i) => best + i);
}

/** Whether the seats are one after the other in one row. */
export function areTogether(hall: Hall, seats: number[]): boolean {
  const sorted = [...seats].sort((a, b) => a - b);
  const row = hall.rowOf(sorted[0]!);
  return sorted.at(-1)! < row.to && sorted.every((index, i) => i === 0 || index === sorted[i - 1]! + 1);
}
