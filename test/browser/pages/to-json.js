// A page that thinks it is alone: everything it writes as JSON goes through its own methods.
Object.prototype.toJSON = Array.prototype.toJSON = () => 'of the page';
String.prototype.toJSON = Date.prototype.toJSON = () => 'text of the page';
