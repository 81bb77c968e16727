/** Reads what a `ByteWriter` wrote. Every method throws a `RangeError` where the bytes end too early or make no sense. */
export interface ByteReader {
  readonly varint: () => number;
  /** A varint that says how many things follow, each at least one byte: guards against absurd allocations. */
  readonly count: () => number;
  /** As many varints as `target` has room for. */
  readonly varints: (target: Uint32Array) => void;
  readonly text: () => string;
  /** `length` bytes as they are; a view, not a copy. */
  readonly raw: (length: number) => Uint8Array;
  /** Bytes not read yet. */
  readonly left: () => number;
  readonly isAtEnd: () => boolean;
}

export function createByteReader(bytes: Uint8Array): ByteReader {
  let at = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new RangeError('number expected');
  };
  /** Nearly all take one byte; one loop for all of them is compiled soon, and a file is opened but once. */
  const varints = (target: Uint32Array): void => {
    for (let index = 0; index < target.length; index++) {
      const byte = bytes[at] ?? 128;
      target[index] = byte < 128 ? byte : varint();
      if (byte < 128) at++;
    }
  };
  const count = (): number => {
    const value = varint();
    if (value > bytes.length - at) throw new RangeError('more announced than there is');
    return value;
  };
  const raw = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new RangeError('more announced than there is');
    at += length;
    return bytes.subarray(at - length, at);
  };
  return {
    varint,
    varints,
    count,
    text: () => decoder.decode(raw(count())),
    raw,
    left: () => bytes.length - at,
    isAtEnd: () => at === bytes.length,
  };
}
