import { addressOf, type OperationName } from "../../kit/http.ts";
import { failure } from "../../kit/problems.ts";
import { session } from "../../kit/session.ts";

const PAPER: OperationName = "POST /api/v1/tickets/{ticketId}/paper";

/** Prints a ticket to a PDF and saves it. Codes made by a device before no longer work. */
export async function savePaper(ticketId: string): Promise<void> {
  const response = await fetch(addressOf(PAPER, { ticketId }), {
    method: "POST",
    headers: { Authorization: `Bearer ${await session.token()}`, Accept: "application/pdf, application/problem+json" },
  });
  if (!response.ok) {
    throw failure(response, await response.text());
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `ticket-${ticketId}.pdf`;
  link.click();
  URL.revokeObjectURL(link.href);
}
