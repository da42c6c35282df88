/** The catalogue of offers as a CSV file: its columns, and what is wrong with a row. The rules of the fields are in src/rules/offer.ts. */

import { catalogueInForce, replaceOffers } from '../../src/app/offers.ts';
import type { Offer } from '../../src/core/offer.ts';
import { addOns, offerKinds, segments, terms } from '../../src/core/offer.ts';
import type { OfferFlaw } from '../../src/rules/offer.ts';
import { offerFields, offerFlaws } from '../../src/rules/offer.ts';
import type { Rules } from '../../src/rules/settings.ts';
import type { ListFile } from '../listings/check.ts';
import type { OperatorsList } from '../listings/command.ts';

const sentences: Readonly<Record<OfferFlaw['why'], (rules: Rules) => string>> = {
  order: () => 'The minimum is greater than the maximum.',
  trialSeats: ({ subscription: { trialSeats } }) => `A trial has ${trialSeats} licences, as its minimum and as its maximum.`,
  azure: () => 'Azure is ordered once: the minimum and the maximum are 1.',
  billing: () => 'Nobody is billed less often than the term ends: the billing period is longer than the term.',
};

const yesNo = 'yes or no';

export const offersFile: ListFile<typeof offerFields, Offer> = {
  fields: offerFields,
  columns: {
    id: { required: true, spanish: ['oferta', 'id de oferta'] },
    name: { required: true, spanish: ['nombre'] },
    segment: { required: true, spanish: ['segmento'] },
    countries: { required: false, spanish: ['países'] },
    min: { required: true, spanish: ['mínimo'] },
    max: { required: true, spanish: ['máximo'] },
    trial: { required: false, spanish: ['prueba', 'versión de prueba'] },
    kind: { required: true, spanish: ['tipo'] },
    office365: { required: false, spanish: ['office 365'] },
    onePerCustomer: { required: false, spanish: ['una por cliente'] },
    term: { required: true, spanish: ['período', 'plazo'] },
    billing: { required: true, spanish: ['facturación'] },
    family: { required: false, spanish: ['familia'] },
    tier: { required: false, spanish: ['nivel'] },
    addOn: { required: false, spanish: ['complemento'] },
  },
  key: 'id',
  one: 'offer',
  many: 'offers',
  make: (values) => ({ ...values }),
  across: (offer, rules) => offerFlaws(offer, rules).map(({ column, why }) => ({ column, why: sentences[why](rules) })),
  choices: {
    id: 'letters and digits, with colons, dots, hyphens or underscores between them', segment: segments.join(', '), kind: offerKinds.join(', '), term: terms.join(', '), billing: terms.join(', '),
    trial: yesNo, office365: yesNo, onePerCustomer: yesNo, addOn: addOns.join(', '),
  },
};

export const offersList: OperatorsList<typeof offerFields, Offer> = { script: 'offers:import', file: offersFile, inForce: catalogueInForce, replace: replaceOffers };
