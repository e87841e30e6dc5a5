import { same } from "../src/kit/assert.ts";
import { operationsOf, schemasOf, typeOf } from "./contract.ts";

Deno.test("schemas become types", () => {
  same(typeOf({ type: "integer" }), "number");
  same(typeOf({ type: ["string", "null"] }), "string | null");
  same(typeOf({ enum: ["A", "B"], type: "string" }), '"A" | "B"');
  same(typeOf({ type: "array", items: { $ref: "#/components/schemas/Seat" } }), "(Seat)[]");
  same(typeOf({ type: "object", additionalProperties: { type: "integer" } }), "Record<string, number>");
  same(typeOf({ anyOf: [{ $ref: "#/x/Eta" }, { type: "null" }] }), "Eta | null");
});

Deno.test("a field that may be left out is optional", () => {
  const document = { paths: {}, components: { schemas: { A: { type: "object", properties: { x: { type: "string" }, y: {} }, required: ["x"] } } } };
  same(schemasOf(document), 'export type A = {\n  "x": string;\n  "y"?: unknown;\n};\n');
});

Deno.test("an operation has its path, query, body and answer", () => {
  const operation = {
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }, { name: "after", in: "query", schema: { type: "string" } }],
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Wish" } } } },
    responses: { "201": { content: { "application/json": { schema: { $ref: "#/components/schemas/Hold" } } } }, "404": {} },
  };
  same(operationsOf("seat", { paths: { "/holds/{id}": { post: operation } } }), [
    '  "POST /holds/{id}": { path: { "id": string; }; query: { "after"?: string; }; body: seat.Wish; answer: seat.Hold };',
  ]);
});
