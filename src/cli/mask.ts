import { maskText } from '../privacy/mask.ts';
import type { Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

export const maskCommand: Command = {
  name: 'mask',
  summary: 'hide what is private in a text',
  usage: `helplet mask < text

Writes the text with [email], [phone], [card], [iban], [national-id], [key] and [ip] in the place of what they name;
nothing else changes. All of stdin is one text.`,
  async run(args, io) {
    parseOptions({ args: [...args], options: {} });
    io.out(maskText(await io.readStdin()).text);
    return 0;
  },
};
