/** What the test of the gallery asks of the page, in the page: what is too wide, has no name or is out of reach, and which cards show something new. What is right is said in test/browser/gallery.ts. */

(() => {
  const CONTROLS = 'button, input, select, textarea, a[href], [role="button"]';
  const main = document.getElementById('cards');
  const cardsShown = () => [...document.querySelectorAll('.card')];
  const nameOf = (card) => card.getAttribute('aria-label');
  const isShown = (element) => element.checkVisibility();
  const said = (element) => `${element.tagName.toLowerCase()} "${(element.textContent || element.getAttribute('aria-label') || '').slice(0, 60)}"`;
  const ofEach = (problemsOf) => cardsShown().flatMap((card) => problemsOf(card).map((problem) => `${nameOf(card)}: ${problem}`));

  /** How far something may stand out: browsers round. */
  const HALF = 0.5;

  const tooWide = (card) => {
    const { right } = card.getBoundingClientRect();
    const found = [...card.querySelectorAll('*')].filter((element) => isShown(element) && element.getBoundingClientRect().right > right + HALF);
    return found.slice(0, 1).map((element) => `${said(element)} is wider than the card`);
  };

  /** Not element.labels: browsers look through the whole page for them. */
  const labelOf = (element, card) => element.closest('label') ?? (element.id && card.querySelector(`label[for="${CSS.escape(element.id)}"]`));
  const labelledBy = (element) => (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('');
  const isField = (element) => element.matches('input, select, textarea');
  const nameless = (card) => [...card.querySelectorAll(CONTROLS)].filter(isShown)
    .filter((element) => ![element.getAttribute('aria-label'), labelledBy(element), isField(element) ? labelOf(element, card)?.textContent : element.textContent].join('').trim())
    .map((element) => `${said(element)} has no name`);

  const cutOff = (card) => [...card.querySelectorAll('.ac-pushButton > div, label')].filter((element) => isShown(element) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
    .map((element) => `${said(element)} is cut off`);

  /** Tab stops: of buttons of one choice only one. */
  const stops = () => {
    const groups = new Set();
    return [...document.querySelectorAll('.card')].flatMap((card) => [...card.querySelectorAll(CONTROLS)]).filter(isShown).filter((element) => {
      if (element.type !== 'radio') return true;
      const isNew = !groups.has(element.name);
      groups.add(element.name);
      return isNew;
    });
  };

  /** While one of its cards is open, the renderer passes over the buttons behind it. */
  const isPassedOver = (element) => element.parentElement.querySelector('.expanded') !== null;
  const outOfReach = (card) => [...card.querySelectorAll(CONTROLS)].filter((element) => isShown(element) && element.tabIndex !== 0 && !isPassedOver(element)).map((element) => `${said(element)} has the tab index ${element.tabIndex}`);

  const numbers = new Map();
  const numberOf = (kind) => {
    if (!numbers.has(kind)) numbers.set(kind, numbers.size);
    return numbers.get(kind);
  };

  /** What decides how an element is seen and read: its kind, its style and those of all around it. The words do not. */
  const kindsIn = (card) => {
    const kinds = new Set();
    const add = (element, around) => {
      const { color, backgroundColor, fontSize, fontWeight } = element.style;
      const kind = numberOf([around, element.tagName, element.className, element.getAttribute('role'), element.type, color, backgroundColor, fontSize, fontWeight].join('|'));
      kinds.add(kind);
      for (const child of element.children) if (isShown(child)) add(child, kind);
    };
    add(card, document.documentElement.dataset.theme);
    return kinds;
  };

  const seen = new Set();
  /** Copies of cards with an element of a kind that no card before had; and what stood on the page before they did. */
  let fresh = [];
  let home = [];

  window.checks = {
    problems: () => [...window.problems, ...ofEach(tooWide), ...ofEach(nameless), ...ofEach(cutOff), ...ofEach(outOfReach)],
    /** Opens the card behind the button of this place on each card; none of them open before. @returns how many there are. */
    open: (place) => cardsShown().filter((card) => {
      const button = card.querySelectorAll('.ac-pushButton.expandable')[place];
      button?.click();
      return button;
    }).length,
    /** @returns how many cards of what is shown now have an element of a kind that no card before had. */
    find: () => {
      home = [...main.childNodes];
      fresh = cardsShown().filter((card) => {
        const kinds = [...kindsIn(card)].filter((kind) => !seen.has(kind));
        for (const kind of kinds) seen.add(kind);
        return kinds.length > 0;
      }).map((card) => card.cloneNode(true));
      return fresh.length;
    },
    /** Leaves some of those alone on the page, until all come back. */
    keep: (from, count) => main.replaceChildren(...fresh.slice(from, from + count)),
    restore: () => main.replaceChildren(...home),
    /** Leaves one card of each kind of card. */
    keepOne: () => main.replaceChildren(...[...document.querySelectorAll('article')].map((article) => article.querySelector('.card'))),
    keepNamed: (names) => main.replaceChildren(...names.map((name) => cardsShown().find((card) => nameOf(card) === name))),
    /** Writes down what gets the focus, until the last stop has had it. */
    follow: () => {
      const expected = stops();
      const reached = [];
      document.addEventListener('focusin', ({ target }) => { reached.push(target.type === 'radio' ? stops().find(({ name }) => name === target.name) : target); });
      window.checks.left = () => expected.filter((element) => !reached.includes(element)).map((element) => `${nameOf(element.closest('.card'))}: ${said(element)}`);
      window.checks.isOrdered = () => reached.filter((element) => expected.includes(element)).every((element, index, list) => index === 0 || expected.indexOf(element) >= expected.indexOf(list[index - 1]));
      main.focus();
      return expected.length;
    },
  };
})();
