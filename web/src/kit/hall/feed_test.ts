import { same } from "../assert.ts";
import { HallStates } from "./feed.ts";

type All = { version: number; states: string };

/** A hall of three seats, and its readings, answered when the test says so. */
function aHall() {
  const seats = [0, 0, 0];
  const hall = { setStates: (states: string) => [...states].forEach((state, i) => seats[i] = Number(state)), setState: (seat: number, state: number) => void (seats[seat] = state) };
  const answers: ((all: All) => void)[] = [];
  const states = new HallStates(hall, () => new Promise<All>((resolve) => answers.push(resolve)), () => {});
  return { seats, states, answers };
}

Deno.test("a change that came while all states were read is not undone by them", async () => {
  const { seats, states, answers } = aHall();
  const reading = states.read();
  states.take({ version: 11, changes: [[1, 2]] });
  answers[0]!({ version: 10, states: "000" });
  await reading;
  same([seats, states.version], [[0, 2, 0], 11]);
});

Deno.test("what the reading knows already is not applied again", async () => {
  const { seats, states, answers } = aHall();
  const reading = states.read();
  states.take({ version: 9, changes: [[0, 1]] });
  answers[0]!({ version: 10, states: "200" });
  await reading;
  same([seats, states.version], [[2, 0, 0], 10]);
});

Deno.test("two who ask at the same time share a reading", async () => {
  const { states, answers } = aHall();
  const both = Promise.all([states.read(), states.read()]);
  same(answers.length, 1);
  answers[0]!({ version: 1, states: "000" });
  await both;
});
