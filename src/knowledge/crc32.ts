const BYTES = 8;
/** Eight tables of 256, one after the other: what a byte does to the checksum when 0 to 7 others follow it. */
let table: Int32Array | null = null;

/**
 * CRC-32 of some bytes, as in PNG and gzip: an unsigned 32-bit number.
 * Source: ISO 3309; eight bytes at a time, M. E. Kounavis, F. L. Berry, "A systematic approach to building high
 * performance, software-based, CRC generators", 2005.
 */
export function crc32(bytes: Uint8Array): number {
  table ??= makeTable();
  const t = table;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let crc = -1;
  let at = 0;
  for (; at + BYTES <= bytes.length; at += BYTES) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      (t[1792 + (low & 255)] ?? 0) ^
      (t[1536 + ((low >>> 8) & 255)] ?? 0) ^
      (t[1280 + ((low >>> 16) & 255)] ?? 0) ^
      (t[1024 + (low >>> 24)] ?? 0) ^
      (t[768 + (high & 255)] ?? 0) ^
      (t[512 + ((high >>> 8) & 255)] ?? 0) ^
      (t[256 + ((high >>> 16) & 255)] ?? 0) ^
      (t[high >>> 24] ?? 0);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (t[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0);
  return ~crc >>> 0;
}

function makeTable(): Int32Array {
  const made = new Int32Array(BYTES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let entry = byte;
    for (let bit = 0; bit < 8; bit++) entry = entry & 1 ? (entry >>> 1) ^ 0xedb88320 : entry >>> 1;
    made[byte] = entry;
  }
  for (let at = 256; at < made.length; at++) {
    const before = made[at - 256] ?? 0;
    made[at] = (before >>> 8) ^ (made[before & 255] ?? 0);
  }
  return made;
}
