/** IndexedDB with promises: what the device keeps for when there is no network. */
export interface Upgrade {
  /** stores of this version, with the paths of their keys (null: the key is given apart) and their indexes */
  stores: Record<string, { keyPath: string | string[] | null; indexes?: Record<string, string | string[]> }>;
}

export class Database {
  private opened: Promise<IDBDatabase> | null = null;
  private readonly name: string;
  private readonly version: number;
  private readonly upgrade: Upgrade;

  constructor(name: string, version: number, upgrade: Upgrade) {
    this.name = name;
    this.version = version;
    this.upgrade = upgrade;
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise((resolve, reject) => {
      const opening = indexedDB.open(this.name, this.version);
      opening.onupgradeneeded = () => makeStores(opening.result, this.upgrade);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    this.opened.catch(() => this.opened = null);
    return this.opened;
  }

  async get<T>(store: string, key: IDBValidKey): Promise<T | undefined> {
    return await requested((await this.open()).transaction(store).objectStore(store).get(key));
  }

  async all<T>(store: string, range?: IDBKeyRange, index?: string): Promise<T[]> {
    const from = (await this.open()).transaction(store).objectStore(store);
    return await requested((index === undefined ? from : from.index(index)).getAll(range));
  }

  /** Writes in one transaction; resolves once it is on the disk, as far as the browser can tell. */
  async write(stores: string[], work: (store: (name: string) => IDBObjectStore) => void): Promise<void> {
    const writing = (await this.open()).transaction(stores, "readwrite", { durability: "strict" });
    const done = new Promise<void>((resolve, reject) => {
      writing.oncomplete = () => resolve();
      writing.onerror = writing.onabort = () => reject(writing.error);
    });
    work((name) => writing.objectStore(name));
    await done;
  }

  async put(store: string, value: unknown, key?: IDBValidKey): Promise<void> {
    await this.write([store], (named) => named(store).put(value, key));
  }

  /** Puts a value where there is none; what is there afterwards. Two tabs at the same time get the same. */
  async putFirst<T>(store: string, key: IDBValidKey, value: T): Promise<T> {
    let first = value;
    await this.write([store], (named) => {
      const reading = named(store).get(key);
      reading.onsuccess = () => {
        if (reading.result === undefined) {
          named(store).put(value, key);
        } else {
          first = reading.result;
        }
      };
    });
    return first;
  }

  async delete(store: string, key: IDBValidKey | IDBKeyRange): Promise<void> {
    await this.write([store], (named) => named(store).delete(key));
  }
}

function makeStores(database: IDBDatabase, { stores }: Upgrade): void {
  for (const [name, { keyPath, indexes }] of Object.entries(stores)) {
    const store = database.createObjectStore(name, keyPath === null ? undefined : { keyPath });
    Object.entries(indexes ?? {}).forEach(([index, path]) => store.createIndex(index, path));
  }
}

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
