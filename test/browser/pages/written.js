// Pages of the old kind do.
document.write('<script src="/helplet/helplet.js" data-kb="/kb.json" data-endpoint="{{endpoint}}"></script>');
try {
  // biome-ignore lint/correctness/noSelfAssign: this is how pages lower their origin
  document.domain = document.domain;
} catch {
  // a browser that refuses it
}
