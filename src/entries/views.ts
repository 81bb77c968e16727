export { laterViews as part } from '../ui/views/later-views.ts';
