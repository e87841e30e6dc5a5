import { download } from "../../kit/download.ts";
import { askFile } from "../../kit/http.ts";

/** Prints a ticket to a PDF and saves it. Codes made by a device before no longer work. */
export async function savePaper(ticketId: string): Promise<void> {
  const content = await askFile("POST /api/v1/tickets/{ticketId}/paper", "application/pdf", { path: { ticketId } });
  download(`ticket-${ticketId}.pdf`, "application/pdf", content);
}
