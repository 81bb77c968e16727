/** Bytes written one value after the other. */
export interface ByteWriter {
  /** A whole number ≥ 0, seven bits a byte, lowest first (LEB128): small numbers take one byte. */
  readonly varint: (value: number) => void;
  /** Text as UTF-8, its length in bytes first. */
  readonly text: (value: string) => void;
  /** Bytes as they are. */
  readonly raw: (value: Uint8Array) => void;
  /** Bytes so far. */
  readonly size: () => number;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(1_024);
  let length = 0;
  const encoder = new TextEncoder();
  const reserve = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer);
    buffer = larger;
  };
  const varint = (value: number): void => {
    reserve(5);
    let rest = value >>> 0;
    for (; rest > 127; rest >>>= 7) buffer[length++] = (rest & 127) | 128;
    buffer[length++] = rest;
  };
  const raw = (value: Uint8Array): void => {
    reserve(value.length);
    buffer.set(value, length);
    length += value.length;
  };
  return {
    varint,
    text(value) {
      const encoded = encoder.encode(value);
      varint(encoded.length);
      raw(encoded);
    },
    raw,
    size: () => length,
    bytes: () => buffer.slice(0, length),
  };
}
