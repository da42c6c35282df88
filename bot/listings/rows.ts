/** Rows of the official list of providers → listings, or what is wrong in which line. The rules of the fields are in src/rules/listing.ts. */

import { listingSchema } from '../../src/app/listingDoc.ts';
import type { Listing } from '../../src/app/listingDoc.ts';
import { readFields } from '../../src/core/decide.ts';
import type { FieldProblem } from '../../src/core/errors.ts';
import { clouds } from '../../src/core/machine.ts';
import type { Values } from '../../src/core/machine.ts';
import { listingFields, services, supportLevels } from '../../src/rules/listing.ts';
import type { Rules } from '../../src/rules/settings.ts';
import { normalise } from '../../src/rules/text.ts';
import { t } from '../words.ts';
import type { Columns, Row } from './csv.ts';

export type Column = keyof typeof listingFields;

export const columns: Columns<Column> = {
  tenantId: { required: true, spanish: ['inquilino', 'id de inquilino'] },
  name: { required: true, spanish: ['nombre', 'proveedor'] },
  country: { required: true, spanish: ['país'] },
  cloud: { required: false, spanish: ['nube'] },
  countries: { required: true, spanish: ['países'] },
  training: { required: true, spanish: ['formación', 'capacitación'] },
  marketing: { required: true, spanish: ['mercadotecnia'] },
  financing: { required: true, spanish: ['financiación', 'financiamiento'] },
  support: { required: true, spanish: ['soporte'] },
  contactName: { required: true, spanish: ['contacto', 'nombre de contacto'] },
  contactEmail: { required: true, spanish: ['correo', 'correo de contacto'] },
  contactPhone: { required: false, spanish: ['teléfono', 'teléfono de contacto'] },
  webSite: { required: false, spanish: ['web', 'sitio web'] },
};

export type RowProblem = { readonly line: number; readonly column: Column; readonly why: string };
export type Checked = { readonly listings: readonly Listing[]; readonly problems: readonly RowProblem[] };

export function checkRows(rows: readonly Row<Column>[], rules: Rules): Checked {
  const listings: Listing[] = [];
  const problems: RowProblem[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const read = readFields(listingFields, cells as Record<string, string>, { rules, country: (cells.country ?? '').trim(), form: CONFIRMED }); // absent cells are read as empty
    const tenant = normalise(cells.tenantId ?? '');
    const first = lines.get(tenant);
    if (first === undefined) lines.set(tenant, line);
    else if (tenant !== '') problems.push({ line, column: 'tenantId', why: `"${tenant}" is in line ${first} too. Each provider has one line.` });
    if (read.ok) listings.push(listingFrom(read.value));
    else problems.push(...read.error.map((problem) => ({ line, column: problem.field as Column, why: sentence(problem, cells) }))); // a field of listingFields
  }
  return { listings, problems };
}

/** The list is official: a name that would be doubted in a form stands. */
const CONFIRMED = { confirmWarnings: 'true' } as const;

function listingFrom({ tenantId, name, country, cloud, countries, support, contactName, contactEmail, contactPhone, webSite, ...read }: Values<typeof listingFields>): Listing {
  return listingSchema.parse({
    v: 1, tenant: tenantId, name, country, cloud, countries, support, services: services.filter((service) => read[service]),
    contact: { name: contactName, email: contactEmail, ...(contactPhone === '' ? {} : { phone: contactPhone }), ...(webSite === '' ? {} : { webSite }) },
  });
}

const choices: Readonly<Partial<Record<string, string>>> = { training: 'yes or no', marketing: 'yes or no', financing: 'yes or no', support: supportLevels.join(', '), cloud: clouds.join(', ') };
const LONGEST = 60;

function sentence({ field, rule, params }: FieldProblem, cells: Readonly<Partial<Record<string, string>>>): string {
  if (rule === 'required') return 'The cell is empty.';
  const why = rule === 'choice' ? `Write one of these: ${choices[field] ?? ''}.` : t('en', `common.field.${rule}`, params);
  return `${why} It says ${JSON.stringify((cells[field] ?? '').slice(0, LONGEST))}.`;
}
