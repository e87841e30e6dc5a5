import type { Draft, DraftPlan } from "./draft.ts";

/** What each step of the wizard is given. */
export interface StepProps {
  draft: Draft;
  plan: DraftPlan | null;
  edit: (change: Partial<Draft>) => void;
  /** what is wrong with a field, in words; undefined while it is right or was not looked at yet */
  error: (field: string) => string | undefined;
}
