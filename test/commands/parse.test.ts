/** What people type → a row of the table, its words and its flags. */

import { describe, expect, it } from '@jest/globals';
import { isSpanish, parseCommand } from '../../bot/commands/parse.ts';
import { commands } from '../../bot/commands/table.ts';

/** A parsed line, in one line. */
function lineOf(text: string): string {
  const parsed = parseCommand(text, commands);
  if (parsed.kind === 'none') return 'none';
  if (parsed.kind === 'usage' && parsed.problem) return `usage ${parsed.row.name} ${parsed.problem.kind} ${parsed.problem.flag}`;
  if (parsed.kind !== 'command') return `${parsed.kind} ${parsed.row.name}`;
  const { words, flags } = parsed.said;
  return ['command', parsed.row.name, ...words.map((word) => `<${word}>`), ...Object.entries(flags).map(([flag, value]) => `${flag}=<${value}>`)].join(' ');
}

describe('parseCommand', () => {
  it.each([
    ['help', 'command help'], ['/help', 'command help'], ['/HELP', 'command help'], ['help!', 'command help'], ['/help?', 'command help'], ['?', 'command help'],
    ['ayuda', 'command help'], ['/Ayuda', 'command help'],
    ['/enrol', 'command enrol'], ['enroll', 'command enrol'], ['/inscribir', 'command enrol'], ['inscripción', 'command enrol'], ['inscripcion', 'command enrol'],
    ['/status 1234567', 'command status <1234567>'], ['estado 1234567', 'command status <1234567>'],
    ['/reviews contoso', 'command reviews <contoso>'], ['/revisiones contoso iberia', 'command reviews <contoso> <iberia>'],
    ['/review ENR-7K3F-9QXD', 'command review <ENR-7K3F-9QXD>'], ['/REVISIÓN enr 7k3f', 'command review <enr> <7k3f>'], ['/revisio\u{301}n x', 'command review <x>'],
    ['/approvals here', 'command approvals <here>'], ['/aprobaciones aquí', 'command approvals <aquí>'],
    ['/mpa', 'command mpa'], ['contrato 1234567', 'command mpa <1234567>'], ['/language es', 'command language <es>'], ['/idioma en', 'command language <en>'],
  ])('in both languages, with or without slash, case and accents: "%s" is %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    ['/reviews "contoso iberia"', '<contoso iberia>'], ['/reviews “contoso iberia” sur', '<contoso iberia> <sur>'], ['/reviews «contoso iberia»', '<contoso iberia>'],
    ['/reviews "contoso', '<contoso>'], ["/reviews O'Neill", '<O’Neill>'], ['/reviews O’Neill & Co', '<O’Neill> <&> <Co>'], ["/reviews 'tis d'Or", '<’tis> <d’Or>'],
    ['/reviews a\\b', '<a\\b>'], ['/reviews   contoso ', '<contoso>'],
  ])('quotes hold words together, an apostrophe does not: %s', (text, words) => {
    expect(lineOf(text)).toBe(`command reviews ${words}`);
  });

  it.each([
    ['/add-user', 'command add-user'], ['/adduser', 'command add-user'], ['add user', 'command add-user'], ['/Add User "Ana García" ana@contoso.es', 'command add-user <Ana García> <ana@contoso.es>'],
    ['agregar usuario', 'command add-user'], ['/agregar-usuario', 'command add-user'], ['quién soy', 'command whoami'], ['/quien-soy P14', 'command whoami <P14>'], ['/auditoría', 'command audit'], ['auditoria', 'command audit'],
  ])('a name may be written in one word, with a hyphen or in two: "%s"', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    ['/providers norte --country ES', 'command providers <norte> country=<ES>'], ['/proveedores --país ES norte', 'command providers <norte> country=<ES>'], ['/proveedores --pais=ES', 'command providers country=<ES>'],
    ['/PROVIDERS --Country "Costa Rica" --servicio "ayuda técnica"', 'command providers country=<Costa Rica> service=<ayuda técnica>'], ['/proveedores --servicio=«ayuda técnica»', 'command providers service=<ayuda técnica>'],
    ['/request ana@contoso.es --idioma en', 'command request <ana@contoso.es> language=<en>'], ['/audit —csv', 'command audit csv=<true>'], ['/audit REQ-7K3F-9QXD --json', 'command audit <REQ-7K3F-9QXD> json=<true>'],
    ['/audit --csv REQ-7K3F-9QXD', 'command audit <REQ-7K3F-9QXD> csv=<true>'], ['/providers --service -5', 'command providers service=<-5>'], ['/providers --service=a=b', 'command providers service=<a=b>'],
  ])('flags have names in both languages, and values of any kind: %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    ['/reviews -5', 'command reviews <-5>'], ['/reviews norte - sur', 'command reviews <norte> <-> <sur>'], ['/reviews a=b', 'command reviews <a=b>'], ['/accept https://enlace.example/partner/-x_Y?lang=es', 'command accept <https://enlace.example/partner/-x_Y?lang=es>'],
    ['/reviews --', 'command reviews <-->'],
  ])('a hyphen or an equals sign in a word is no flag: %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    ['/providers --colour red', 'usage providers unknownFlag colour'], ['/status --csv', 'usage status unknownFlag csv'], ['/proveedores --país', 'usage providers missingValue país'],
    ['/providers --country --service x', 'usage providers missingValue country'], ['/providers --country=', 'usage providers missingValue country'], ['/reviews --constructor', 'usage reviews unknownFlag constructor'],
  ])('an unknown flag, or one without its value, is told with the usage: %s', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each(['/status --help', 'status -h', 'estado 1234567 --help', '/estado --ayuda', '/estado —ayuda'])('"%s" asks how a command is used', (text) => {
    expect(lineOf(text)).toBe('usage status');
  });

  it.each([
    ['/revews', 'guess reviews'], ['revews contoso', 'guess reviews'], ['estdo', 'guess status'], ['/statuss tell me all about it', 'guess status'], ['ayda', 'guess help'], ['idiom', 'guess language'], ['/aprobacion', 'guess approvals'], ['/sgn', 'guess mpa'],
  ])('a typing error is guessed at: "%s"', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });

  it.each([
    'statsu tell me all about it', 'sigo aquí', 'hello there', 'how is it going?', 'ok', 'gracias', 'no', 'Contoso Iberia', 'enrolment.approve', '-5 degrees', 'constructor', '/xyz',
  ])('a sentence, or something else, is not: "%s"', (text) => {
    expect(lineOf(text)).toBe('none');
  });
});

describe('what Partner Center calls a page', () => {
  // §1.3, with the traps of §1.2.
  it.each([
    ['Enroll now', 'Inscribirse ahora', 'enrol'], ['Settings', 'Configuración', 'rules'], ['User management', 'Administración de usuarios', 'users'], ['Add user', 'Agregar usuario', 'add-user'],
    ['Indirect providers', 'Proveedores indirectos', 'partnerships'], ['Indirect resellers', 'Revendedores indirectos', 'resellers'],
    ['View customers', 'Ver clientes', 'customers'], ['Customers', 'Clientes', 'customers'], ['Remove customer relationship', 'Quitar relación de cliente', 'remove-customer'],
    ['Invite new customers', 'Invitar a clientes nuevos', 'invite'], ['invite new customers', 'invitar a nuevos clientes', 'invite'], ['Request a reseller relationship', 'Solicitar una relación de revendedor', 'invite'],
    ['Request a partnership', 'Solicitar una asociación', 'request'], ['Authorize indirect provider', 'Autorizar proveedor indirecto', 'accept'],
    ['Add new customer', 'Agregar nuevo cliente', 'add-customer'], ['New customer', 'Nuevo cliente', 'add-customer'], ['New subscription', 'Nueva suscripción', 'add-subscription'],
    ['Add subscription', 'Agregar suscripción', 'add-subscription'], ['Designated support contact', 'Contacto de soporte técnico designado', 'support-contact'], ['Program info', 'Información del programa', 'mpa'],
  ])('INV-65 is the same command in both languages: "%s", "%s"', (english, spanish, command) => {
    expect([english, spanish, `/${spanish.toUpperCase()}`].map(lineOf)).toEqual(Array.from({ length: 3 }, () => `command ${command}`));
    expect([english, spanish].map((text) => isSpanish(text, commands))).toEqual([false, true]);
  });

  it.each([
    ['distribuidor', 'command provider'], ['distribuidores', 'command providers'], ['distribuidores indirectos', 'command resellers'], ['Distribuidores indirectos de Madrid', 'command providers <indirectos> <de> <Madrid>'],
  ])('INV-65 "distribuidor" alone is a provider, "distribuidores indirectos" are resellers: "%s"', (text, expected) => {
    expect(lineOf(text)).toBe(expected);
  });
});

describe('isSpanish', () => {
  it.each(['hola', 'Hola, ¿qué tal?', 'buenos días', '¡Buenas tardes!', 'ayuda', '/inscribir', '/Revisión ENR-7K3F-9QXD', 'estado 1234567', 'quién soy', '/agregar usuario Ana'])('INV-65 "%s" is', (text) => {
    expect(isSpanish(text, commands)).toBe(true);
  });

  it.each(['hello', 'help', '/review ENR-7K3F-9QXD', '/mpa 1234567', 'enroll', 'no', '', '?'])('INV-65 "%s" may be any language', (text) => {
    expect(isSpanish(text, commands)).toBe(false);
  });
});
