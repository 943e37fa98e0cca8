/** Runs a task as soon as there is room for it, and answers what it answers. */
export type RunWithin = <Result>(size: number, task: () => Promise<Result>) => Promise<Result>;

/**
 * Lets tasks run side by side as long as their sizes together fit into a room. A task that is larger than the room runs
 * alone. They begin in the order in which they were given.
 */
export function roomFor(room: number): RunWithin {
  let free = room;
  const waiting: { readonly size: number; readonly begin: () => void }[] = [];
  const beginNext = () => {
    for (let next = waiting[0]; next !== undefined && next.size <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.size;
      next.begin();
    }
  };
  return async (wanted, task) => {
    const size = Math.min(wanted, room);
    await new Promise<void>((begin) => {
      waiting.push({ size, begin });
      beginNext();
    });
    try {
      return await task();
    } finally {
      free += size;
      beginNext();
    }
  };
}
