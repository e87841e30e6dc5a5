import type { queue } from "contract";

/** What an operator may change while a sale runs. */
export const LIMITS = [
  "capacity",
  "admissionsPerSecond",
  "claimWindowSeconds",
  "leaseSeconds",
  "refresh",
  "presenceGraceSeconds",
  "challengeBits",
] as const;

export type Limit = typeof LIMITS[number];
export type Limits = Pick<queue.Policy, Limit>;

/** The least and the most that the waiting room takes. */
export const RANGES: Record<Exclude<Limit, "refresh">, [number, number]> = {
  capacity: [0, 1_000_000],
  admissionsPerSecond: [0, 10_000],
  claimWindowSeconds: [5, 600],
  leaseSeconds: [30, 3_600],
  presenceGraceSeconds: [0, 3_600],
  challengeBits: [0, 24],
};

export interface Difference {
  limit: Limit;
  was: string | number;
  is: string | number;
}

export function limitsOf(policy: Limits): Limits {
  return Object.fromEntries(LIMITS.map((limit) => [limit, policy[limit]])) as Limits;
}

/** What differs, in the order of the form. */
export function differences(was: Limits, is: Limits): Difference[] {
  return LIMITS.filter((limit) => was[limit] !== is[limit]).map((limit) => ({ limit, was: was[limit], is: is[limit] }));
}

/**
 * An operator's changes on top of what somebody else has changed meanwhile: fields that the operator did not touch are taken from `now`, so
 * that nobody's change is undone by accident.
 */
export function rebased(seen: Limits, edited: Limits, now: Limits): Limits {
  return { ...limitsOf(now), ...Object.fromEntries(differences(seen, edited).map(({ limit, is }) => [limit, is])) } as Limits;
}

/** The limits whose values the waiting room would refuse. */
export function outOfRange(limits: Limits): Limit[] {
  return LIMITS.filter((limit) => {
    if (limit === "refresh") {
      return false;
    }
    const value = limits[limit];
    const [least, most] = RANGES[limit];
    return !Number.isInteger(value) || value < least || value > most;
  });
}
