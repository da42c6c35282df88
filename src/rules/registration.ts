/** Registration numbers of companies where a customer needs one (domain.md §6.3): shapes as data, spaces and marks aside. [DESIGN] the shapes are general knowledge; where none is known, any short text passes. */

export type Registration = { readonly pattern: RegExp; readonly example: string };

const shapes: ReadonlyMap<string, Registration> = new Map(Object.entries({
  AE: { pattern: /^\d{15}$/, example: '100123456700003' },
  AM: { pattern: /^\d{8}$/, example: '01234567' },
  AZ: { pattern: /^\d{10}$/, example: '1234567890' },
  BR: { pattern: /^[0-9A-Z]{12}\d{2}$/, example: '12.345.678/0001-95' },
  BY: { pattern: /^\d{9}$/, example: '123456789' },
  HU: { pattern: /^\d{8}(\d{3})?$/, example: '12345678-2-41' },
  IN: { pattern: /^[A-Z]{5}\d{4}[A-Z]$/, example: 'ABCDE1234F' },
  KG: { pattern: /^\d{14}$/, example: '12345678901234' },
  KZ: { pattern: /^\d{12}$/, example: '123456789012' },
  MD: { pattern: /^\d{13}$/, example: '1234567890123' },
  PL: { pattern: /^\d{10}$/, example: '123-456-32-18' },
  RU: { pattern: /^\d{10}(\d{2})?$/, example: '1234567890' },
  SA: { pattern: /^\d{10}(\d{5})?$/, example: '1234567890' },
  TH: { pattern: /^\d{13}$/, example: '0123456789012' },
  TR: { pattern: /^\d{10}$/, example: '1234567890' },
  UA: { pattern: /^\d{8}(\d{2})?$/, example: '12345678' },
  UZ: { pattern: /^\d{9}$/, example: '123456789' },
  VE: { pattern: /^[JGVEPC]\d{9}$/, example: 'J-12345678-9' },
  VN: { pattern: /^\d{10}(\d{3})?$/, example: '0123456789' },
  ZA: { pattern: /^\d{10}(\d{2,4})?$/, example: '2012/123456/07' },
}));

/** Undefined: any text of the country passes. */
export const registrationOf = (country: string): Registration | undefined => shapes.get(country);

/** Without what people put between the parts. */
export const compactRegistration = (typed: string): string => typed.toUpperCase().replace(/[\s./-]/g, '');
