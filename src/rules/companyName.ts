/** What can be wrong with a company's name (domain.md §6.2). Any script is welcome: unlike addresses, the sources ask no Western letters of it. */

import { domains } from './libraries.ts';
import type { Flaw } from './text.ts';
import { doubt, flaw } from './text.ts';

// §6.2 gives the first line and "…"; the others are [DESIGN]. Compared without spaces and punctuation, so "S.A. de C.V." is here too.
const LEGAL_FORMS = new Set([
  'llc', 'inc', 'corp', 'ltd', 'plc', 'gmbh', 'sarl', 'lda', 'kft', 'zrt', 'pty', 'pvt ltd', 'sdn bhd', 'ooo', 'wll', 'cpa', 'llp',
  'limited', 'incorporated', 'corporation', 'pty ltd', 'pte ltd', 'co ltd', 'ag', 'gmbh & co kg', 'bv', 'nv', 'oy',
  'sa', 'sau', 'sl', 'slu', 'sll', 'slp', 'sas', 'srl', 'spa', 'sac', 'saa', 'eirl', 'ltda', 'cia ltda', 'eireli', 'sa de cv', 's de rl de cv',
  'sapi de cv', 'sab de cv', 'sociedad anónima', 'sociedad limitada',
].map(lettersOf));

// §6.2 "allowed specials inside a name"; [DESIGN] the apostrophe that phones type and the Catalan middle dot.
const ORDINARY = /^[\p{L}\p{M}\p{N} ~\-=_#.%+:^[\]$–—&@*(),"'‘’·<>⟨⟩!/\\{};?،`|]$/u;

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const ONE_CHARACTER_REPEATED = /^(.)\1{2,}$/iu;
const SPACED_OUT = /^[^ ](?: [^ ])+$/u;
// Not after a dotted abbreviation: "S.A.de C.V." is no German web site.
const EXTENSION = /(?<!\.\p{L})\.(\p{L}{2,63})(?![\p{L}\p{N}])/gu;

/** Errors before warnings. @param name normalised, not empty. */
export function companyNameFlaw(name: string): Flaw | undefined {
  if (/^.$/u.test(name)) return flaw('company.oneCharacter');
  if (!LETTER_OR_DIGIT.test(name)) return flaw('company.onlySpecials');
  if (LEGAL_FORMS.has(lettersOf(name))) return flaw('company.legalForm', { form: name });
  const extension = extensionIn(name);
  if (extension) return doubt('company.looksLikeDomain', { extension });
  if (ONE_CHARACTER_REPEATED.test(name)) return doubt('company.repeated');
  if (SPACED_OUT.test(name)) return doubt('company.spaced');
  const unusual = [...name].find((character) => !ORDINARY.test(character));
  return unusual === undefined ? undefined : doubt('company.character', { character: unusual });
}

/** The first ".com" of a name. "Acme.Ltd" and "St.Gallen" have none: a legal form is no extension here, and ".gallen" exists nowhere. */
function extensionIn(name: string): string | undefined {
  const { parse } = domains();
  const endings = [...name.matchAll(EXTENSION)].map(([, ending = '']) => ending.toLowerCase());
  const found = endings.find((ending) => parse(`name.${ending}`).isIcann && !LEGAL_FORMS.has(ending));
  return found && `.${found}`;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
