/** The small world of the end-to-end tests: companies, people, the profiles behind their accounts, and what a test may change about them meanwhile. No expectations here. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalDirectory } from '../../bot/local/directoryFile.ts';
import { CREATED_FILE, openDirectoryFile } from '../../bot/local/directoryFile.ts';
import type { Persona } from '../../bot/local/teamsPeer.ts';
import type { DirectoryPerson } from '../../src/app/ports.ts';

const persona = (tenant: string, id: string, name: string, locale: string): Persona => ({ tenant, id, name, locale });

export const carmen = persona('contoso', 'carmen', 'Carmen Ruiz', 'es-ES');
/** A second Global admin of Carmen's company, and somebody who is none. */
export const luis = persona('contoso', 'luis', 'Luis Gil', 'en-GB');
export const diego = persona('contoso', 'diego', 'Diego Sanz', 'es-ES');
export const ines = persona('adatum', 'ines', 'Inés Mora', 'es-ES');
export const lucia = persona('aventura', 'lucia', 'Lucía Cordero', 'es-MX');
export const rosa = persona('tailwind', 'rosa', 'Rosa Figueras', 'es-ES');
export const iker = persona('norte', 'iker', 'Iker Zubia', 'es-ES');
/** A second sales agent of Iker's company, and a helpdesk agent. */
export const irene = persona('norte', 'irene', 'Irene Lasa', 'en-GB');
export const nuria = persona('norte', 'nuria', 'Núria Camps', 'es-ES');
/** A sales agent of another provider. */
export const pablo = persona('sur', 'pablo', 'Pablo Ruz', 'es-ES');
/** Eastern, a provider whose account these people run: two Global admins, a user management admin, who alone is admin agent too; and two people of a provider in a national cloud. */
export const gala = persona('este', 'gala', 'Gala Soler', 'es-ES');
export const gus = persona('este', 'gus', 'Gus Ferrer', 'en-GB');
export const uma = persona('este', 'uma', 'Uma Mora', 'es-ES');
export const eva = persona('este', 'eva', 'Eva Enríquez', 'es-ES');
export const gwen = persona('federal', 'gwen', 'Gwen Hall', 'en-GB');
export const gina = persona('federal', 'gina', 'Gina Lowe', 'en-GB');
/** Woodgrove, a customer: two Global admins, and somebody who is none; and Global admins of a second customer, of one in the United States, and of one in another cloud. */
export const wanda = persona('woodgrove', 'wanda', 'Wanda Ríos', 'es-ES');
export const wes = persona('woodgrove', 'wes', 'Wes Oller', 'en-GB');
export const walter = persona('woodgrove', 'walter', 'Walter Sáez', 'es-ES');
export const petra = persona('proseware', 'petra', 'Petra Vega', 'es-ES');
export const greta = persona('garrison', 'greta', 'Greta Lind', 'es-ES');
export const winona = persona('wingtip', 'winona', 'Winona Hale', 'en-US');
/** Programme admins. */
export const olivia = persona('programa', 'olivia', 'Olivia Prado', 'en-GB');
export const martin = persona('programa', 'martin', 'Martín Sala', 'es-ES');

const entry = ({ id, name }: Persona, email: string, ...directoryRoles: readonly string[]) => ({ id, name, email, directoryRoles });
const location = (mpnId: string, name: string, country = 'ES') => ({ mpnId, name, country });

const content = {
  operator: { tenant: 'programa', admins: ['olivia', 'martin'] },
  tenants: [
    { id: 'programa', name: 'Programa Enlace', country: 'ES', people: [entry(olivia, 'olivia@enlace.example'), entry(martin, 'martin@enlace.example')] },
    {
      id: 'contoso', name: 'Contoso Iberia', country: 'ES', kind: 'reseller', domains: ['contoso.es'], serves: ['tailwind'],
      people: [entry(carmen, 'carmen@contoso.es', 'globalAdmin'), entry(luis, 'luis@contoso.es', 'globalAdmin'), entry(diego, 'diego@contoso.es')],
      membership: [
        {
          account: 'socios@contoso.es',
          profiles: [
            location('4567890', 'Contoso Madrid'),
            { ...location('4567891', 'Contoso Sevilla'), active: false },
            location('4567892', 'Contoso Lyon', 'FR'),
            { ...location('4567000', 'Contoso'), type: 'global' },
          ],
        },
        { account: 'ventas@contoso.es', profiles: [location('4711203', 'Contoso Valencia')] },
      ],
    },
    {
      id: 'adatum', name: 'Adatum', country: 'ES', kind: 'reseller', domains: ['adatum.es'], people: [entry(ines, 'ines@adatum.es', 'globalAdmin')],
      // An account that also sees a location of Contoso's (INV-09).
      membership: [{ account: 'socios@adatum.es', profiles: [location('5550001', 'Adatum Bilbao'), location('4567890', 'Contoso Madrid')] }],
    },
    {
      id: 'aventura', name: 'Aventura Nube', country: 'MX', kind: 'reseller', inCsp: true, people: [entry(lucia, 'lucia@aventura.example', 'globalAdmin')],
      membership: [{ account: 'socios@aventura.example', profiles: [location('5203311', 'Aventura Monterrey', 'MX')] }],
    },
    { id: 'tailwind', name: 'Tailwind Panaderías', country: 'ES', kind: 'customer', people: [entry(rosa, 'rosa@tailwind.example', 'globalAdmin')] },
    {
      id: 'woodgrove', name: 'Woodgrove Viveros', country: 'ES', kind: 'customer', domains: ['woodgrove.example'],
      people: [entry(wanda, 'wanda@woodgrove.example', 'globalAdmin'), entry(wes, 'wes@woodgrove.example', 'globalAdmin'), entry(walter, 'walter@woodgrove.example')],
    },
    { id: 'proseware', name: 'Proseware', country: 'ES', kind: 'customer', domains: ['proseware.example'], people: [entry(petra, 'petra@proseware.example', 'globalAdmin')] },
    { id: 'garrison', name: 'Garrison', country: 'ES', cloud: 'usGov', kind: 'customer', domains: ['garrison.example'], people: [entry(greta, 'greta@garrison.example', 'globalAdmin')] },
    { id: 'wingtip', name: 'Wingtip Toys', country: 'US', kind: 'customer', domains: ['wingtip.example'], people: [entry(winona, 'winona@wingtip.example', 'globalAdmin')] },
    { id: 'norte', name: 'Distribuciones Norte', country: 'ES', kind: 'provider', inCsp: true, serves: ['tailwind'], people: [{ ...entry(iker, 'iker@norte.example'), roles: { agent: 'salesAgent' } }, { ...entry(irene, 'irene@norte.example'), roles: { agent: 'salesAgent' } }, { ...entry(nuria, 'nuria@norte.example'), roles: { agent: 'helpdeskAgent' } }] },
    {
      id: 'este', name: 'Distribuciones Este', country: 'ES', kind: 'provider', inCsp: true, domains: ['este.example'],
      people: [
        { ...entry(gala, 'gala@este.example'), roles: { admin: 'globalAdmin' } }, { ...entry(gus, 'gus@este.example'), roles: { admin: 'globalAdmin' } },
        { ...entry(uma, 'uma@este.example'), roles: { agent: 'adminAgent', admin: 'userManagementAdmin' } }, entry(eva, 'eva@este.example'),
      ],
    },
    { id: 'federal', name: 'Federal Distribution', country: 'US', cloud: 'usGov', kind: 'provider', inCsp: true, people: [entry(gwen, 'gwen@federal.example', 'globalAdmin'), { ...entry(gina, 'gina@federal.example'), roles: { agent: 'salesAgent' } }] },
    { id: 'sur', name: 'Distribuciones Sur', country: 'ES', kind: 'provider', inCsp: true, domains: ['sur.example'], people: [{ ...entry(pablo, 'pablo@sur.example'), roles: { agent: 'salesAgent' } }] },
  ],
};

/** Tests put other answers in place of these. */
type Loose<T> = { -readonly [name in keyof T]: T[name] };

export interface World extends LocalDirectory {
  readonly membership: Loose<LocalDirectory['membership']>;
  readonly accounts: Loose<LocalDirectory['accounts']>;
  readonly commerce: Loose<LocalDirectory['commerce']>;
  readonly addresses: Loose<LocalDirectory['addresses']>;
  /** From now on the directory says this of the person. */
  readonly change: (who: Persona, facts: Partial<DirectoryPerson>) => void;
  /** Ends somebody's time as programme admin. */
  readonly dismiss: (who: Persona) => void;
}

/** @param folder where the directory file is written, and the tenants that WF-02 creates. */
export async function openWorld(folder: string): Promise<World> {
  const file = join(folder, 'world.json');
  await writeFile(file, JSON.stringify(content));
  let drawn = 0;
  const world = await openDirectoryFile(file, { createdFile: join(folder, CREATED_FILE), randomness: (below) => ++drawn % below });
  const changed = new Map<string, Partial<DirectoryPerson>>();
  const dismissed = new Set<string>();
  return {
    ...world,
    directory: {
      ...world.directory,
      person: async (tenant, id) => {
        const found = await world.directory.person(tenant, id);
        return found && { ...found, ...changed.get(`${tenant} ${id}`) };
      },
      isProgrammeAdmin: async (tenant, id) => !dismissed.has(`${tenant} ${id}`) && await world.directory.isProgrammeAdmin(tenant, id),
    },
    change: ({ tenant, id }, facts) => { changed.set(`${tenant} ${id}`, facts); },
    dismiss: ({ tenant, id }) => { dismissed.add(`${tenant} ${id}`); },
  };
}
