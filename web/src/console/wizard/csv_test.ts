import { same } from "../../kit/assert.ts";
import { parseCsv } from "./csv.ts";

const cells = (text: string) => parseCsv(text).records.map((record) => record.cells);

Deno.test("lines end as each system ends them, and empty ones are skipped", () => {
  same(cells("\uFEFFa,b\r\n1,2\n\n3,4\r5,6"), [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]]);
});

Deno.test("quotes hold separators, quotes and lines; numbers of lines stay right", () => {
  const { records } = parseCsv('a,b\n"x, ""y""\nz",2\n3,4');
  same(records[1], { line: 2, cells: ['x, "y"\nz', "2"] });
  same(records[2], { line: 4, cells: ["3", "4"] });
});

Deno.test("a spreadsheet's semicolons and tabs are read as well", () => {
  same(cells("a;b\n1,5;2"), [["a", "b"], ["1,5", "2"]]);
  same(cells("a\tb\n1\t"), [["a", "b"], ["1", ""]]);
});

Deno.test("a quote that is never closed is reported by its line", () => {
  same(parseCsv('a,b\n1,2\n"3,4').openQuote, 3);
});
