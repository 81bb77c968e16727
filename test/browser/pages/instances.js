import { createHelplet } from '/helplet/index.js';

const common = { kb: '/kb.json', endpoint: '{{endpoint}}', baseUrl: '/helplet/' };
window.widgets = {
  tea: createHelplet({ ...common, instance: 'tea', name: 'Tea', position: 'end' }),
  coffee: createHelplet({ ...common, instance: 'coffee', name: 'Coffee', position: 'start' }),
};
