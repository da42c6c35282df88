/** Phone numbers (domain.md §6.3): any way of writing one in, E.164 out [DESIGN]. The numbering plans are the library's. */

import type { Result } from '../core/result.ts';
import { err, ok } from '../core/result.ts';
import { mobileExamples, phones } from './libraries.ts';
import type { Flaw } from './text.ts';
import { flaw } from './text.ts';

/** @param country whose number it is when it carries no country code. An extension is refused: E.164 would lose it. */
export function readPhone(typed: string, country: string): Result<string, Flaw> {
  const { getExampleNumber, isSupportedCountry, parsePhoneNumberFromString } = phones();
  const code = country.toUpperCase();
  const home = isSupportedCountry(code) ? code : undefined;
  const written = typed.replace(/^\((\+\d+)\)/, '$1'); // "(+34) 612…" is common, and unknown to the library
  const number = parsePhoneNumberFromString(written, { extract: false, ...(home && { defaultCountry: home }) });
  if (number?.isValid() && !number.ext) return ok(number.number);
  const example = getExampleNumber(home ?? 'ES', mobileExamples())?.formatInternational() ?? '';
  return err(flaw('phone', { example }));
}
