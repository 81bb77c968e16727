/** FNV-1a, 32 bits, of some bytes: finds damage, not malice. Source: http://www.isthe.com/chongo/tech/comp/fnv/ */
export function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 16_777_619);
  return hash >>> 0;
}
