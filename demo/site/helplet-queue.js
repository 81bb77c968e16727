// Calls made before the widget's script has arrived wait here; it takes them over when it comes.
window.helplet ||= (...call) => {
  window.helplet.q ||= [];
  window.helplet.q.push(call);
};
