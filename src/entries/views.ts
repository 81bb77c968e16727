export { laterViews } from '../ui/views/later-views.ts';
