import { expect, it } from 'vitest';
import { launcherTexts } from '../../src/i18n/launcher-texts.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

it('a page whose language is no language (`constructor`) has a launcher with English texts', () => {
  expect(launcherTexts('constructor')).toEqual(launcherTexts('en'));
});

it('small numbers are written with the digits of the language, as large ones are', () => {
  const t = createTranslate({}, { count: '{count}' }, 'fa');
  expect(t('count', { count: 5 })).toBe(new Intl.NumberFormat('fa').format(5));
});
