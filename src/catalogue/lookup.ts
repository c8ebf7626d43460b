/** From an id to its entry. */
export function lookup<T extends { readonly id: string }>(
  kind: string,
  entries: readonly T[],
): (id: string) => T {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return (id) => {
    const entry = byId.get(id);
    if (!entry) throw new Error(`There is no ${kind} “${id}”. There are: ${[...byId.keys()].join(', ')}.`);
    return entry;
  };
}
