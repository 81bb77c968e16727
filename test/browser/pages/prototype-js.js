// In the manner of Prototype.js 1.6: enumerable additions, and toJSON methods that give JSON texts.
(() => {
  const quote = (text) => `"${text}"`;
  Object.prototype.extend = function (more) {
    for (const name in more) this[name] = more[name];
    return this;
  };
  Object.prototype.each = () => {};
  Object.prototype.href = 'https://evil.example/';
  Object.prototype.className = 'of-the-page';
  Array.prototype.toJSON = function () {
    return `[${this.map(String).join(', ')}]`;
  };
  String.prototype.toJSON = function () {
    return quote(this);
  };
  Number.prototype.toJSON = Date.prototype.toJSON = function () {
    return quote(String(this));
  };
  Array.prototype.each = Array.prototype.forEach;
  Array.prototype.include = Array.prototype.includes;
  Array.prototype.clone = function () {
    return [].concat(this);
  };
  Function.prototype.bind = function (self, ...first) {
    return (...rest) => this.apply(self, [...first, ...rest]);
  };
  String.prototype.strip = String.prototype.trim;
})();
