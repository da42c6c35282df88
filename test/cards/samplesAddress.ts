/** The check of the company's address in every shape it can have: asked back with long and short suggestions, unknown, and looked at later. */

import { presentEnrolment } from '../../bot/tasks/enrolment/present.ts';
import { reviewReply } from '../../bot/tasks/enrolment/review.ts';
import type { Address, AddressFinding, AddressResult } from '../../src/core/address.ts';
import { enrolment } from '../../src/tasks/enrolment.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { NOW, cast, enrolmentIn, legal } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { refusal } from './stage.ts';

const inMadrid: Address = { country: 'ES', line1: 'Calle Mayor 5', line2: '', city: 'Madrid', state: '', postalCode: '28013' };
const long = 'Avenida de los Príncipes de España y de las Comunidades Autónomas '.repeat(3).trim();
export const suggestions: readonly Address[] = [inMadrid, { ...inMadrid, line1: 'Calle del Arenal 5', line2: 'Bajo' }, { ...inMadrid, line1: long, line2: long, city: 'Villanueva de la Cañada' }];

const asked = (found: AddressFinding): Sample => {
  const doc = enrolmentIn('LegalProfile');
  const typed = { ...legal, addressLine1: 'C/ Mayr 5' };
  return {
    viewer: cast.globalAdmin, about: doc,
    reply: async (ctx, said) => await presentEnrolment(ctx, said(doc), said({ typed, error: refusal(enrolment, doc, 'saveLegal', { actor: cast.globalAdmin, input: typed, read: { address: found } }) })),
  };
};
const kept = (result: AddressResult): Pick<Enrolment, 'addressCheck'> => ({ addressCheck: { result, taken: 'typed', at: NOW } });
const confirming = (result: AddressResult): Sample => {
  const doc = enrolmentIn('Confirmation', kept(result));
  return { viewer: cast.globalAdmin, about: doc, reply: async (ctx, said) => await presentEnrolment(ctx, said(doc)) };
};
const reviewed = (result: AddressResult): Sample => {
  const sent = enrolmentIn('UnderReview').submitted;
  const doc = enrolmentIn('UnderReview', sent ? { submitted: { ...sent, ...kept(result) } } : {});
  return { viewer: cast.reviewer, about: doc, where: 'channel', reply: async (ctx, said) => reviewReply(ctx, said(doc)) };
};

export const legalAddresses = {
  'which address is meant': asked({ result: 'Multiple', suggestions }), 'the spelling is another': asked({ result: 'InteractionRequired', suggestions: suggestions.slice(0, 1) }),
  'the number is missing': asked({ result: 'PremisesPartial', suggestions: [] }), 'there is no such address': asked({ result: 'None', suggestions: [] }),
};
export const confirmedAddresses = { 'the address was not checked': confirming('NotValidated') };
export const reviewedAddresses = { 'the street is not known': reviewed('StreetPartial') };
