/** How actors are named, and which roles an audit entry says they had. */

import { expect, it } from '@jest/globals';
import { nameOf, rolesOf } from '../../src/core/actor.ts';
import type { Role } from '../support/world.ts';
import { cast } from '../support/world.ts';

it.each<[Role, string, readonly string[]]>([
  ['globalAdmin', 'Ana García', ['directory.globalAdmin']],
  ['colleague', 'Luis Gil', ['directory.globalAdmin', 'notAnAgent', 'notAnAdmin']],
  ['adminAgent', 'Ada Ares', ['adminAgent', 'notAnAdmin']],
  ['reviewer', 'Rut Ríos', ['notAnAgent', 'notAnAdmin', 'programmeAdmin']],
  ['contact', 'marta@contoso.es', ['link']],
  ['system', 'Enlace', ['system']],
])('the audit names %s, and both role axes', (role, name, roles) => {
  expect(nameOf(cast[role])).toBe(name);
  expect(rolesOf(cast[role])).toEqual(roles);
});
