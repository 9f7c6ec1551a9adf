/** Values by name, of which at least the last `least` are kept and at most twice as many; forgetting costs nothing. */
export type Recent<V> = { readonly least: number; young: Map<string, V>; old: Map<string, V> };

/** Nothing kept yet. */
export const openRecent = <V>(least: number): Recent<V> => ({ least, young: new Map(), old: new Map() });

/** Keeps a value under its name, in place of what stood there. */
export function keep<V>(recent: Recent<V>, name: string, value: V): void {
  recent.old.delete(name);
  recent.young.set(name, value);
  if (recent.young.size < recent.least) return;
  recent.old = recent.young;
  recent.young = new Map();
}

/** What is still kept under a name. */
export const recall = <V>({ young, old }: Recent<V>, name: string): V | undefined => young.get(name) ?? old.get(name);

/** Forgets a name. */
export function drop<V>({ young, old }: Recent<V>, name: string): void {
  young.delete(name);
  old.delete(name);
}
