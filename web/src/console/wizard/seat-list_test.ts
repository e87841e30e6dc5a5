import { holds, same } from "../../kit/assert.ts";
import { planOfList, SAMPLE, type SeatListOutcome } from "./seat-list.ts";

function plan(outcome: SeatListOutcome) {
  if ("errors" in outcome) {
    throw new Error(JSON.stringify(outcome.errors));
  }
  return outcome.plan;
}

function errors(text: string) {
  const outcome = planOfList(text, "hall");
  return "errors" in outcome ? outcome.errors.map(({ line, code }) => `${line} ${code}`) : [];
}

Deno.test("rows and seats are in the order in which people count", () => {
  const made = plan(planOfList("zone,row,seat,category\nB,AA,1,R\nB,B,10,R\nB,B,2,R\nA,1,1,S", "hall"));
  same(made.zones!.map((zone) => zone.name), ["A", "B"]);
  same(made.zones![1]!.rows!.map((row) => row.row_number), ["B", "AA"]);
  same(made.zones![1]!.rows![0]!.seats!.map((seat) => seat.seat_number), ["2", "10"]);
});

Deno.test("a list without places gets some: no two seats at one place", () => {
  const list = ["A", "B", "C", "D", "E"].flatMap((zone) =>
    ["1", "2", "3"].flatMap((row) => ["1", "2", "3", "4"].map((seat) => `${zone},${row},${seat},R`))
  );
  const made = plan(planOfList(`zone,row,seat,category\n${list.join("\n")}`, "hall"));
  const places = made.zones!.flatMap((zone) =>
    zone.rows!.flatMap((row) => row.seats!.map((seat) => `${seat.position!.x} ${seat.position!.y}`))
  );
  same(new Set(places).size, 60);
});

Deno.test("the places of a list are kept", () => {
  const made = plan(planOfList("zone,row,seat,category,x,y\nA,1,1,R,10.5,-3", "hall"));
  same(made.zones![0]!.rows![0]!.seats![0]!.position, { x: 10.5, y: -3 });
});

Deno.test("each fault is reported with its line", () => {
  same(errors("zone,row,seat\nA,1,1"), ["1 header"]);
  same(errors("zone,row,seat,category\n"), ["1 empty"]);
  same(errors("zone,row,seat,category\nA,1,1,R\nA,,2,R\nA,1,1,S"), ["3 missing", "4 duplicate"]);
  same(errors("zone,row,seat,category,x,y\nA,1,1,R,1,\nA,1,2,R,a,1"), ["2 partial", "3 number"]);
  same(errors("zone,row,seat,category,x,y\nA,1,1,R,1,2\nA,1,2,R,,"), ["3 partial"]);
  same(errors(`zone,row,seat,category\nA,1,${"9".repeat(81)},R`), ["2 long"]);
});

Deno.test("a seat without a category is a seat that is not for sale", () => {
  const made = plan(planOfList("zone,row,seat,category\nA,1,1,\nA,1,2,R", "hall"));
  holds(!("category" in made.zones![0]!.rows![0]!.seats![0]!), "no category");
  same(made.categories!.map((category) => category.name), ["R"]);
});

Deno.test("the sample can be imported", () => {
  same(plan(planOfList(SAMPLE, "hall")).zones!.map((zone) => zone.rows!.length), [3, 3]);
});

interface Case {
  name: string;
  csv: string;
  /** lines with faults; 0 is the list as a whole */
  errors?: number[];
  categories?: string[];
  seats?: string[];
}

const CASES: Case[] = JSON.parse(Deno.readTextFileSync(new URL("./seat-list-cases.json", import.meta.url)));

for (const { name, csv, errors: lines, categories, seats } of CASES) { // the server is held against the same cases
  Deno.test(`read as the server reads it: ${name}`, () => {
    const outcome = planOfList(csv, "hall");
    if ("errors" in outcome) {
      same(outcome.errors.map(({ line, code }) => code === "empty" || code === "many" ? 0 : line), lines);
      return;
    }
    same(outcome.plan.categories!.map((category) => category.name), categories);
    const read = outcome.plan.zones!.flatMap((zone) =>
      zone.rows!.flatMap((row) =>
        row.seats!.map((seat) =>
          [zone.name, row.row_number, seat.seat_number, seat.category ?? "", seat.position!.x, seat.position!.y].join("|")
        )
      )
    );
    same(read, seats);
  });
}
