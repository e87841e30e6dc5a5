import type { Language } from "./language.ts";

export interface Money {
  amount: number;
  currency: string;
}

/** Minor units as people write them: 165000 KRW is ₩165,000, 1999 USD is $19.99. */
export function money({ amount, currency }: Money, language: Language): string {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(language, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits })
    .format(amount / 10 ** digits);
}

export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 0;
}

/** Date and time at the venue, whatever the reader's own zone is. */
export function dateTime(instant: string | number, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short", timeZone }).format(new Date(instant));
}

export function shortDateTime(instant: string | number, timeZone: string | undefined, language: Language): string {
  return new Intl.DateTimeFormat(language, { month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", timeZone })
    .format(new Date(instant));
}

export function clockTime(instant: string | number, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone }).format(new Date(instant));
}

export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** 3:05, or 1:02:03; never negative. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

export interface TimeLeft {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

export function timeLeft(ms: number): TimeLeft {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3_600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}

/** A wait in words that promise no more than is known: seconds below a minute, else whole minutes. */
export function roughly(seconds: number, language: Language): string {
  const unit = seconds < 60 ? "second" : seconds < 3_600 ? "minute" : "hour";
  const size = { second: 1, minute: 60, hour: 3_600 }[unit];
  const value = unit === "second" ? Math.max(5, Math.ceil(seconds / 5) * 5) : Math.max(1, Math.round(seconds / size));
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
}
