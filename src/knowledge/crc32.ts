/**
 * CRC-32 of some bytes, as in PNG and gzip: an unsigned 32-bit number.
 * Source: ISO 3309; bit by bit over a table of sixteen, which is small and fast enough for a few megabytes.
 */
export function crc32(bytes: Uint8Array): number {
  const table = Array.from({ length: 16 }, (_, nibble) => {
    let entry = nibble;
    for (let bit = 0; bit < 4; bit++) entry = entry & 1 ? (entry >>> 1) ^ 0xedb88320 : entry >>> 1;
    return entry;
  });
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) {
    crc ^= bytes[index] ?? 0;
    crc = (crc >>> 4) ^ (table[crc & 15] ?? 0);
    crc = (crc >>> 4) ^ (table[crc & 15] ?? 0);
  }
  return ~crc >>> 0;
}
