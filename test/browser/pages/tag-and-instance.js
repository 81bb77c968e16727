import { createHelplet } from '/helplet/index.js';

window.widgets = {
  coffee: createHelplet({
    kb: '/kb.json',
    endpoint: '{{endpoint}}',
    baseUrl: '/helplet/',
    instance: 'coffee',
    name: 'Coffee',
    position: 'start',
  }),
};
