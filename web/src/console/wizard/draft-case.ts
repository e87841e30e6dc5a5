import { type Draft, EMPTY } from "./draft.ts";

/** For tests: a draft without flaws, of December 2026. */
export const COMPLETE: Draft = {
  ...EMPTY,
  title: "Concert",
  venue: {
    kind: "own",
    venueId: "v",
    name: "Hall",
    timeZone: "Asia/Seoul",
    categories: [{ category: "A", seatCount: 3 }, { category: "B", seatCount: 2 }],
  },
  grades: [{ name: "R", price: "165,000" }],
  gradeOf: { A: 0, B: 0 },
  performances: ["2026-12-31T19:00"],
  lobbyOpensAt: "2026-12-10T19:30",
  opensAt: "2026-12-10T20:00",
  closesAt: "2026-12-31T18:00",
};
