import { detectLang, functionWords, tokenise } from '../../text/index.ts';

/** The languages the models were trained on, and everything else. */
export type Language = 'en' | 'zh' | 'other';

/** Frequent words of other languages in Latin letters, none of them English: Spanish, Portuguese, French, German, Italian, Dutch. */
const FOREIGN: ReadonlySet<string> = /*#__PURE__*/ new Set(
  (
    'el la los las un una que de en por para con como mi su esta este pero donde cuando quiero puedo hola gracias ' +
    'o os uma nao em meu minha voce obrigado ola quero posso ' +
    'le les des une du est et pas je vous pour dans sur mon ma avec mais bonjour merci comment ' +
    'der die das und ist nicht ich ein eine mit wie mein meine kann bitte danke wo auf zu ' +
    'il lo gli di che non per sono mio mia ciao grazie dove ' +
    'het een en van niet ik mijn hoe kan waar'
  ).split(' '),
);
const SAMPLE_LENGTH = 1_000;

/**
 * The language of a message, as far as it matters to the models: `en`, `zh` or `other`. Other scripts are told by
 * their letters, other languages in Latin letters by their frequent words; a short message without any is `en`.
 */
export function detectLanguage(text: string): Language {
  const script = detectLang(text);
  if (script === 'zh') return 'zh';
  if (script !== 'en') return 'other';
  let english = 0;
  let foreign = 0;
  // Words on both lists say nothing.
  tokenise(text.slice(0, SAMPLE_LENGTH), (word) => {
    const isEnglish = functionWords.has(word);
    const isForeign = FOREIGN.has(word);
    if (isEnglish && !isForeign) english++;
    if (isForeign && !isEnglish) foreign++;
  });
  return foreign > english ? 'other' : 'en';
}
