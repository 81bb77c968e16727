import type { Find, Span } from '../../text/scan/folded.ts';

/**
 * "my order 8841": the word, and a number of four digits that counts nothing. "I want to order 1000", "order
 * 1000 of them" and "order 1500 pens" do: a verb or a question stands before the word, or a thing behind the number.
 */
const OF_FOUR = /\border ?(\d{4})(?![\w-]|[.,/]\d)/gi;
/** What may stand before the word: nothing, the end of a sentence, or words that make a thing of it. */
const THING =
  /(?:^|[.,;:!?\n]|\b(?:my|our|the|this|that|your|of|for|about|with|on|is|has|and|re|cancel|track|return|refund))\s*$/i;
/** What may stand behind the number: nothing, a mark, or a word that says something of an order. */
const SAID =
  /^\s*(?:$|[.,;:!?)\n]|(?:is|was|has|hasn't|hasnt|have|had|not|never|still|yet|did|didn't|does|came|arrived|shows?|says|from|to|please|pls|and|but|by|cancelled|shipped|delivered|delayed|late|missing|now|today|status)\b)/i;

/** Units looked at on either side. */
const NEAR = 12;

/** Four-digit numbers of orders in a folded text. */
export const findShortOrders: Find = (text): readonly Span[] =>
  [...text.matchAll(OF_FOUR)].flatMap(({ index, 0: found, 1: digits = '' }) => {
    const end = index + found.length;
    const isOrder = THING.test(text.slice(Math.max(0, index - NEAR), index)) && SAID.test(text.slice(end, end + NEAR));
    return isOrder ? [{ start: end - digits.length, end }] : [];
  });
