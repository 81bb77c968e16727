/** So near to its end a PDF file must say that it ends. Source: ISO 32000-1, Annex H.3, note 18 (Acrobat's rule). */
const END_BYTES = 1_024;

/** Whether a PDF file is whole, as far as its end tells. */
export function endsAsPdf(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(-END_BYTES)).includes('%%EOF');
}
