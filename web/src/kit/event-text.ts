import type { ticket } from "contract";
import type { Language } from "./language.ts";

type Written = Pick<ticket.EventView, "title" | "description" | "texts">;

/** A title in the reader's language, if the seller gave one; else the one that every event has. */
export function titleOf({ title, texts }: Pick<Written, "title" | "texts">, language: Language): string {
  return texts?.[language]?.title || title;
}

/** A description in the reader's language, else the event's own; empty if there is none. */
export function descriptionOf({ description, texts }: Written, language: Language): string {
  return texts?.[language]?.description || description || "";
}
