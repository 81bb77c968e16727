/** Most files of one request. */
export const MAX_FILES = 5;

/** Most bytes of one file. */
export const MAX_FILE_BYTES = 5_000_000;

/** Most bytes of a request's files together. */
export const MAX_TOTAL_BYTES = 10_000_000;
