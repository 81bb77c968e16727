/** Loads a chunk. Each further call is a new try. */
export type LoadChunk<Module> = () => Promise<Module>;

/** Tries of a chunk before it counts as failed. */
const LOAD_TRIES = 3;

/** Loads a chunk, with short waits between its tries. Rejects with the last error. */
export async function loadWithRetries<Module>(load: LoadChunk<Module>): Promise<Module> {
  for (let attempt = 0; ; attempt++) {
    try {
      const module = await load();
      await pause(0); // evaluating it was a task of its own: what comes next is another
      return module;
    } catch (error) {
      if (attempt + 1 >= LOAD_TRIES) throw error;
      await pause(250 * 2 ** attempt);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
