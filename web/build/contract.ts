/**
 * TypeScript types from the services' OpenAPI documents: one module per service with its schemas, and one table of all operations by
 * "METHOD path". A path, field or type that a page uses and the contract no longer has is then a type error.
 */

/** The part of JSON Schema that the documents use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: (string | null)[];
  const?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  description?: string;
}

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const METHODS = ["get", "post", "put", "patch", "delete"];

export function typeOf(schema: Schema | undefined, indent = ""): string {
  if (schema === undefined) {
    return "unknown";
  }
  if (schema.$ref !== undefined) {
    return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) {
    return choices.map((each) => typeOf(each, indent)).join(" | ");
  }
  if (schema.allOf !== undefined) {
    return schema.allOf.map((each) => typeOf(each, indent)).join(" & ");
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  }
  if (schema.const !== undefined) {
    return JSON.stringify(schema.const);
  }
  if (Array.isArray(schema.type)) {
    return schema.type.map((each) => typeOf({ ...schema, type: each }, indent)).join(" | ");
  }
  return plain(schema, indent);
}

function plain(schema: Schema, indent: string): string {
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `(${typeOf(schema.items, indent)})[]`;
    case "object":
      return object(schema, indent);
    default:
      return "unknown";
  }
}

function object(schema: Schema, indent: string): string {
  if (schema.properties === undefined) {
    const values = schema.additionalProperties;
    return `Record<string, ${typeof values === "object" ? typeOf(values, indent) : "unknown"}>`;
  }
  const inner = indent + "  ";
  const fields = Object.entries(schema.properties).map(([name, field]) => {
    const optional = schema.required?.includes(name) ? "" : "?";
    return `${inner}${JSON.stringify(name)}${optional}: ${typeOf(field, inner)};`;
  });
  return `{\n${fields.join("\n")}\n${indent}}`;
}

function parameters(operation: Operation, place: string): string {
  const fields = (operation.parameters ?? []).filter((each) => each.in === place).map((each) => {
    const optional = each.required ? "" : "?";
    return `${JSON.stringify(each.name)}${optional}: ${typeOf(each.schema, "      ")};`;
  });
  return fields.length === 0 ? "undefined" : `{ ${fields.join(" ")} }`;
}

/** The type of a body; of an event stream, that of an event's data. */
function content(body: { content?: Record<string, { schema?: Schema }> } | undefined): string {
  const schemas = Object.values(body?.content ?? {}).map((each) => typeOf(each.schema, "    "));
  return schemas.length === 0 ? "undefined" : [...new Set(schemas)].join(" | ");
}

function operationOf(service: string, operation: Operation): string {
  const answers = Object.entries(operation.responses).filter(([status]) => status < "300").map(([, answer]) => content(answer));
  const body = operation.requestBody === undefined ? "undefined" : content(operation.requestBody);
  const qualified = (type: string) => type.replace(/(?<![\w".])([A-Z]\w*)\b(?!["<])/g, (name) => `${service}.${name}`);
  return [
    `{ path: ${parameters(operation, "path")};`,
    ` query: ${parameters(operation, "query")};`,
    ` body: ${qualified(body)};`,
    ` answer: ${qualified([...new Set(answers)].join(" | ") || "undefined")} }`,
  ].join("");
}

/** The schemas of one document as a module. */
export function schemasOf(document: Document): string {
  return Object.entries(document.components?.schemas ?? {})
    .map(([name, schema]) => {
      const comment = schema.description === undefined ? "" : `/** ${schema.description.replaceAll("*/", "* /")} */\n`;
      return `${comment}export type ${name} = ${typeOf(schema)};\n`;
    })
    .join("\n");
}

/** The rows of one document for the table of operations. */
export function operationsOf(service: string, document: Document): string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => `  ${JSON.stringify(`${method.toUpperCase()} ${path}`)}: ${operationOf(service, operation)};`)
  );
}

export async function writeContract(services: { name: string; path: string }[], folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const rows: string[] = [];
  for (const { name, path } of services) {
    const document = JSON.parse(await Deno.readTextFile(path)) as Document;
    await Deno.writeTextFile(`${folder}/${name}.ts`, schemasOf(document));
    rows.push(...operationsOf(name, document));
  }
  const imports = services.map(({ name }) => `import type * as ${name} from "./${name}.ts";`).join("\n");
  const exports = `export type { ${services.map(({ name }) => name).join(", ")} };`;
  await Deno.writeTextFile(`${folder}/contract.ts`, `${imports}\n\n${exports}\n\nexport interface Operations {\n${rows.join("\n")}\n}\n`);
}
