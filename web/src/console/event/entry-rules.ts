import type { ticket } from "contract";
import { instantOf, localOf } from "../wizard/zone-time.ts";

/** When and where people may enter, as it is being edited; times as the clock at the venue shows them. */
export interface EntryForm {
  doorsOpenAt: string;
  /** empty: six hours after the start */
  lastEntryAt: string;
  gates: GateForm[];
}

export interface GateForm {
  name: string;
  /** of the event; all of them: the gate is for everybody */
  grades: string[];
}

export const GATES_MAX = 100; // what the service takes
export const GATE_NAME_MAX = 40; // characters

export function entryForm(entry: ticket.EntryView, grades: string[], timeZone: string): EntryForm {
  return {
    doorsOpenAt: localOf(entry.doorsOpenAt, timeZone),
    lastEntryAt: localOf(entry.lastEntryAt, timeZone),
    gates: entry.gates.map((gate) => ({ name: gate.name, grades: gate.grades ?? grades })),
  };
}

/** What is sent; null while a time is missing or is none at the venue. */
export function newEntry(form: EntryForm, grades: string[], timeZone: string): ticket.NewEntry | null {
  const doorsOpenAt = instantOf(form.doorsOpenAt, timeZone);
  const lastEntryAt = form.lastEntryAt === "" ? null : instantOf(form.lastEntryAt, timeZone);
  if (doorsOpenAt === null || (form.lastEntryAt !== "" && lastEntryAt === null)) {
    return null;
  }
  const isForAll = (gate: GateForm) => grades.every((grade) => gate.grades.includes(grade));
  const gates = form.gates.map((gate) => ({ name: gate.name.trim(), grades: isForAll(gate) ? null : gate.grades }));
  return { doorsOpenAt, lastEntryAt, gates };
}

/** Grades that no gate lets in; none while there are no gates, since any is for everybody then. */
export function shutOut(form: EntryForm, grades: string[]): string[] {
  return form.gates.length === 0 ? [] : grades.filter((grade) => !form.gates.some((gate) => gate.grades.includes(grade)));
}

/** The words for a field and for what is in it: the service names `gates[0].grades[1]`, and the form shows it at gate 0's grades. */
export function errorAt(errors: Record<string, string>, field: string): string | undefined {
  const at = Object.keys(errors).find((each) => each === field || each.startsWith(`${field}[`));
  return at === undefined ? undefined : errors[at];
}

/** Refusals that belong to no field of the form. */
export function elsewhere(errors: Record<string, string>): string[] {
  const shown = /^(doorsOpenAt|lastEntryAt|gates\[\d+\]\.(name|grades.*))$/;
  return Object.entries(errors).filter(([field]) => !shown.test(field)).map(([field, message]) => `${field}: ${message}`);
}
