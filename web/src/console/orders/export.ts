import { addressOf } from "../../kit/http.ts";
import { failure, Unreachable } from "../../kit/problems.ts";
import { session } from "../../kit/session.ts";
import { download } from "../download.ts";

const TRAILER_MAX = 64; // bytes
const OPERATION = "GET /api/v1/admin/bookings/export";

/** Fetches all orders of a sale as CSV and lets the browser save it. A link cannot do it: it would come without the bearer token. */
export async function saveExport(saleId: string): Promise<void> {
  const token = await session.token();
  let response = await fetched(saleId, token);
  if (response.status === 401 && token !== null) {
    response = await fetched(saleId, await session.renewed(token));
  }
  if (!response.ok) {
    throw failure(response, await response.text());
  }
  const content = await response.blob().catch((problem) => {
    throw new Unreachable(String(problem));
  });
  if (!isWhole(await content.slice(-TRAILER_MAX).text())) {
    throw new Unreachable("the file was cut off");
  }
  download(`onsale-orders-${saleId}.csv`, "text/csv", content);
}

/** Half a list must not look like a whole one: the last line begins with END and has the number of bookings. */
export function isWhole(tail: string): boolean {
  return /(^|[\r\n])END,\d+\s*$/.test(tail);
}

async function fetched(saleId: string, token: string | null): Promise<Response> {
  const headers = new Headers({ Accept: "text/csv, application/problem+json" });
  if (token !== null) {
    headers.set("Authorization", `Bearer ${token}`);
  }
  try {
    return await fetch(addressOf(OPERATION, undefined, { saleId }), { headers, cache: "no-store" });
  } catch (problem) {
    throw new Unreachable(String(problem));
  }
}
