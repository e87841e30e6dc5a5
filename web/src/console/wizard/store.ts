import { Database } from "../../kit/database.ts";
import type { Draft, DraftPlan } from "./draft.ts";

/** Drafts on this device, one per member: they outlive a reload and a closed browser. Plans are apart, being large. */
const database = new Database("onsale-console", 1, { stores: { drafts: { keyPath: null }, plans: { keyPath: null } } });

export interface Kept {
  draft: Draft;
  plan: DraftPlan | null;
}

export async function loadDraft(memberId: string): Promise<Kept | null> {
  const [draft, plan] = await Promise.all([database.get<Draft>("drafts", memberId), database.get<DraftPlan>("plans", memberId)]);
  return draft === undefined ? null : { draft, plan: plan ?? null };
}

export async function saveDraft(memberId: string, draft: Draft): Promise<void> {
  await database.put("drafts", draft, memberId);
}

export async function savePlan(memberId: string, plan: DraftPlan | null): Promise<void> {
  await (plan === null ? database.delete("plans", memberId) : database.put("plans", plan, memberId));
}

export async function forgetDraft(memberId: string): Promise<void> {
  await database.delete("drafts", memberId);
  await database.delete("plans", memberId);
}
