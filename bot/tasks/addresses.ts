/** What forms show of the check of an address: what may be chosen, and what to look at once more. What is accepted is decided in src/rules/addressCheck.ts. */

import type { Language } from '../../src/core/actor.ts';
import type { FieldProblem } from '../../src/core/errors.ts';
import type { AddressOutcome } from '../../src/rules/addressCheck.ts';
import { addressDoubt } from '../../src/rules/addressCheck.ts';
import type { JsonObject } from '../cards/load.ts';
import { shortened } from '../format.ts';
import { t } from '../words.ts';

const LONGEST_ADDRESS = 120;

/** Empty as long as nothing was asked. Nothing is chosen beforehand: a person confirms, or corrects what they typed. */
export function addressChoices(language: Language, problems: readonly FieldProblem[]): readonly JsonObject[] {
  return problems.flatMap(({ choices = [] }) => choices).map(({ value, text, isTyped }) => {
    const address = shortened(text, LONGEST_ADDRESS);
    return { value, title: isTyped ? t(language, 'common.address.asTyped', { address }) : address };
  });
}

/** Empty when the address is verified, or older than the check. */
export function addressNote(language: Language, check: AddressOutcome | undefined): string {
  const doubt = check && addressDoubt(check);
  return doubt ? t(language, `common.address.doubt.${doubt}`) : '';
}
