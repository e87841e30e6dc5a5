import { useEffect, useState } from "preact/hooks";
import { deviceStorage } from "./storage.ts";

export type Language = "ko" | "en";

/** The same texts in each language; a text that one lacks is a type error. */
export type Texts<T> = Record<Language, T>;

const CHOICE = "onsale.language";
const listeners = new Set<() => void>();
let current: Language = initial();

function initial(): Language {
  const chosen = deviceStorage.getItem(CHOICE);
  if (chosen === "ko" || chosen === "en") {
    return chosen;
  }
  return globalThis.navigator?.language?.toLowerCase().startsWith("ko") ? "ko" : "en";
}

export function language(): Language {
  return current;
}

export function choose(next: Language): void {
  current = next;
  deviceStorage.setItem(CHOICE, next);
  document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

export function useLanguage(): Language {
  const [value, set] = useState(current);
  useEffect(() => {
    const listener = () => set(current);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return value;
}

export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage()];
}
