/** Who signed the customer agreement and when, as a form of a new customer may leave it open (WF-35, WF-23): all of it or nothing. */

import type { FieldRule } from '../core/machine.ts';
import { ok } from '../core/result.ts';
import { anyEmail, customerPerson, optionalPhone, pastDay } from '../rules/fields.ts';

const names = ['signerFirstName', 'signerLastName', 'signerEmail', 'signerPhone', 'agreedOn'] as const;

/** Asked only once any of them is filled in. */
const together = (rule: FieldRule<string>): FieldRule<string> => (raw, context) => (names.every((name) => (context.form[name] ?? '').trim() === '') ? ok('') : rule(raw, context));

export const signerFields = {
  signerFirstName: together(customerPerson), signerLastName: together(customerPerson), signerEmail: together(anyEmail), signerPhone: together(optionalPhone), agreedOn: together(pastDay),
} as const;
