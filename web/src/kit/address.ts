import type { Operations } from "contract";

/** "METHOD path", as in the contract. */
export type OperationName = keyof Operations;

export function methodOf(operation: OperationName): string {
  return operation.slice(0, operation.indexOf(" "));
}

/** The address of an operation. */
export function addressOf(operation: OperationName, path?: object, query?: object): string {
  const template = operation.slice(operation.indexOf(" ") + 1);
  const filled = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String((path as Record<string, unknown>)[name])));
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? filled : `${filled}?${search}`;
}
