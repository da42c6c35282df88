/** The form of a customer's details, which its partners share (P08), and how they read on its card. Who may edit what is decided elsewhere; the tags of one partner are customerTags.ts. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import { countryOf } from '../../../src/rules/countries.ts';
import type { CustomerProfile } from '../../../src/tasks/customerDoc.ts';
import { CUSTOMER_ID } from '../../../src/tasks/customerDoc.ts';
import { detailFields } from '../../../src/tasks/customerDetails.ts';
import { md } from '../../cards/escape.ts';
import { render } from '../../cards/render.ts';
import { countryName } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import type { Shown } from '../banners.ts';
import { addressChoices } from '../addresses.ts';
import { bannerOf } from '../banners.ts';
import { formData, joined, problemsOf } from '../forms.ts';

/** @param rev the revision that was decided on, where that is not the present one: what somebody else wrote since is never overwritten unseen. */
export type Editing = Shown & { readonly rev?: number | undefined };

/** As they are now, or as they were typed; a customer that came by invitation has none yet. */
export function detailsReply(ctx: TurnCtx, { own, tenant, customer }: SeenCustomer, { typed, error, banner, rev = customer?.rev ?? 0 }: Editing = {}): Reply {
  const { language } = ctx;
  const country = countryName(language, tenant.country);
  return cardReply(render('customers/details', language, {
    id: CUSTOMER_ID, rev, customer: own.tenant, name: md(tenant.name), country,
    registration: t(language, `orders.customer.registration.${countryOf(tenant.country).registrationIdRequired ? 'needed' : 'free'}`, { country }),
    addressChoices: addressChoices(language, problemsOf(error)),
    ...formData(language, detailFields, typed ?? customer?.profile ?? {}, problemsOf(error)),
  }, { banner: banner ?? bannerOf(ctx, error) }));
}

export type Detail = readonly [name: 'company' | 'address' | 'contact' | 'registration', value: string];

export function detailsOf(profile: CustomerProfile): readonly Detail[] {
  const { company, firstName, lastName, registrationId } = profile;
  return [
    ['company', md(company)], ['address', joined(profile, 'line1', 'line2', 'postalCode', 'city', 'state')],
    ['contact', joined({ ...profile, name: `${firstName} ${lastName}` }, 'name', 'email', 'phone')],
    ...(registrationId === '' ? [] : [['registration', md(registrationId)] as const]),
  ];
}
