/** Four tables of 256: what a byte does to the checksum when it is followed by 0 to 3 others. */
let tables: readonly Int32Array[] | null = null;

/**
 * CRC-32 of some bytes, as in PNG and gzip: an unsigned 32-bit number.
 * Source: ISO 3309; four bytes at a time, M. E. Kounavis, F. L. Berry, "A systematic approach to building high
 * performance, software-based, CRC generators", 2005.
 */
export function crc32(bytes: Uint8Array): number {
  tables ??= makeTables();
  const [zero, one, two, three] = tables as readonly [Int32Array, Int32Array, Int32Array, Int32Array];
  let crc = -1;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    crc ^= (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    crc =
      (three[crc & 255] ?? 0) ^
      (two[(crc >>> 8) & 255] ?? 0) ^
      (one[(crc >>> 16) & 255] ?? 0) ^
      (zero[crc >>> 24] ?? 0);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (zero[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0);
  return ~crc >>> 0;
}

function makeTables(): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let entry = byte;
    for (let bit = 0; bit < 8; bit++) entry = entry & 1 ? (entry >>> 1) ^ 0xedb88320 : entry >>> 1;
    return entry;
  });
  const follow = (table: Int32Array): Int32Array => table.map((entry) => (entry >>> 8) ^ (first[entry & 255] ?? 0));
  const second = follow(first);
  const third = follow(second);
  return [first, second, third, follow(third)];
}
