/** An address, and what a checker of addresses can say of one (domain.md §6.3). What that means for a form is rules/addressCheck.ts. */

export type Address = { readonly country: string; readonly line1: string; readonly line2: string; readonly city: string; readonly state: string; readonly postalCode: string };

export const addressResults = ['VerifiedShippable', 'Verified', 'InteractionRequired', 'StreetPartial', 'PremisesPartial', 'Multiple', 'None', 'NotValidated'] as const;
export type AddressResult = (typeof addressResults)[number];

/** `suggestions`: what it may have been meant to be. */
export type AddressFinding = { readonly result: AddressResult; readonly suggestions: readonly Address[] };

/** The checker knows nothing of the place, or did not answer. */
export const NOT_VALIDATED: AddressFinding = { result: 'NotValidated', suggestions: [] };
