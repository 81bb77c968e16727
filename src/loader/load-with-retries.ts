/** Loads a chunk; `attempt` counts from 0 and changes the address (Firefox remembers a failed import). */
export type LoadChunk<Module> = (attempt: number) => Promise<Module>;

/** Tries of a chunk before it counts as failed. */
const LOAD_TRIES = 3;

/** Loads a chunk, with short waits between its tries. Rejects with the last error. */
export async function loadWithRetries<Module>(load: LoadChunk<Module>): Promise<Module> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load(attempt);
    } catch (error) {
      if (attempt + 1 >= LOAD_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }
}
