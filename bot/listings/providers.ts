/** The official list of providers as a CSV file: its columns, and what a good row becomes. The rules of the fields are in src/rules/listing.ts. */

import { listingSchema } from '../../src/app/listingDoc.ts';
import type { Listing } from '../../src/app/listingDoc.ts';
import { listingsInForce, replaceListings } from '../../src/app/listings.ts';
import { clouds } from '../../src/core/machine.ts';
import type { Values } from '../../src/core/machine.ts';
import { listingFields, services, supportLevels } from '../../src/rules/listing.ts';
import type { ListFile } from './check.ts';
import type { OperatorsList } from './command.ts';

export const providersFile: ListFile<typeof listingFields, Listing> = {
  fields: listingFields,
  columns: {
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
  },
  key: 'tenantId',
  one: 'provider',
  many: 'providers',
  make: listingFrom,
  choices: { training: 'yes or no', marketing: 'yes or no', financing: 'yes or no', support: supportLevels.join(', '), cloud: clouds.join(', ') },
};

export const providersList: OperatorsList<typeof listingFields, Listing> = { script: 'providers:import', file: providersFile, inForce: listingsInForce, replace: replaceListings };

function listingFrom({ tenantId, name, country, cloud, countries, support, contactName, contactEmail, contactPhone, webSite, ...read }: Values<typeof listingFields>): Listing {
  return listingSchema.parse({
    v: 1, tenant: tenantId, name, country, cloud, countries, support, services: services.filter((service) => read[service]),
    contact: { name: contactName, email: contactEmail, ...(contactPhone === '' ? {} : { phone: contactPhone }), ...(webSite === '' ? {} : { webSite }) },
  });
}
