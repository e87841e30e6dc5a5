export type Keeper = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * A browser's storage that never fails: where it is forbidden or full (private windows, blocked site data), values last as long as the page.
 * What is kept here makes pages nicer; none of it may stop one.
 */
export function safely(find: () => Keeper | undefined): Keeper {
  const own = new Map<string, string>(); // what the browser did not take
  const attempt = <T>(work: (storage: Keeper) => T): { value: T } | null => {
    try {
      const storage = find();
      return storage == null ? null : { value: work(storage) };
    } catch {
      return null;
    }
  };
  return {
    getItem: (key) => own.get(key) ?? attempt((storage) => storage.getItem(key))?.value ?? null,
    setItem(key, value) {
      own.delete(key);
      if (attempt((storage) => storage.setItem(key, value)) === null) {
        own.set(key, value);
      }
    },
    removeItem(key) {
      own.delete(key);
      attempt((storage) => storage.removeItem(key));
    },
  };
}

/** Of this browser, all tabs. */
export const deviceStorage = safely(() => globalThis.localStorage);

/** Of this tab, also after a reload. */
export const tabStorage = safely(() => globalThis.sessionStorage);
