/*
 * 苏业通 chat widget.
 *
 *   <script src="/widget.js" defer></script>
 *   <suyetong-chat></suyetong-chat>           a button in the corner that opens the chat
 *   <suyetong-chat open></suyetong-chat>      the chat itself, in the flow of the page
 *   <suyetong-chat server="https://…">        the gateway, if not the script's own origin
 *
 * What comes from a person or the server enters the page as text nodes, never as markup.
 */
(() => {
  'use strict';

  const TEXT = {
    name: '苏业通',
    subtitle: '江苏就业创业政策问答',
    greeting: '您好，我是苏业通，回答江苏就业创业政策。直接说您想问什么，比如：',
    examples: ['稳岗返还现在还能申请吗', '富民创业贷最多能贷多少', '失业金要带什么材料'],
    privacy: '请不要发身份证号、手机号等个人信息。',
    disclaimer: '回答来自公开政策文件，以当地人社部门答复为准。',
    notSent: '没发出去，点这里重试',
    retry: '点这里重试',
    noHistory: '以前的对话没取到，点这里重试',
    noAnswer: '没有收到回答。请换个说法再问，或拨打 12333。',
    refused: '这条消息没有被接受，请换个说法再发。',
    busy: '问得有点快，请稍等。',
  };
  const TRUST = {
    A: '官方文件或页面',
    B: '新闻或院校通知转述',
    C: '城市攻略等公开口径，需核实',
  };
  // A mark and its word: the mark alone tells nothing to who cannot see it.
  const RESULT = { yes: ['✓', '符合'], no: ['✗', '不符合'], unknown: ['？', '不清楚'] };
  // Below “none of these” what is so does not help, and what is not so does no harm.
  const BELOW_NONE = { yes: ['✓', '是'], no: ['✗', '不是'], unknown: ['？', '不清楚'] };
  const SCREENED = [
    ['yes', '✓ 符合条件'],
    ['unknown', '？ 还不能断定'],
    ['no', '✗ 不符合或已到期'],
  ];
  const TICKS = { have: ['✓', '有'], lacking: ['✗', '没有'], open: ['□', '还没说'], spared: ['－', '不用带'] };
  const MAX_LENGTH = 500;
  const SEND_TIMEOUT = 30000;
  const HISTORY_TIMEOUT = 8000; // shorter: the first message waits for it
  const LONGEST_WAIT = 60; // seconds of Retry-After that we sit out by ourselves
  const MAX_WAITS = 3;

  // Only known while the script itself runs.
  const script = document.currentScript;
  const SCRIPT_ORIGIN = script ? new URL(script.src, location.href).origin : location.origin;

  // --- small helpers

  /** An element with properties and children; strings become text nodes. */
  function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
      if (key in node) node[key] = value;
      else node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  }

  const string = (value) => (typeof value === 'string' ? value : '');
  const objects = (value) => (Array.isArray(value) ? value : []).filter((one) => one && typeof one === 'object');
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

  /** crypto.randomUUID exists on https and localhost only; plain http needs the long way. */
  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  /** localStorage throws when blocked; the id then lives as long as the page. */
  const storage = {
    get(key) {
      try { return localStorage.getItem(key); } catch (error) { return null; }
    },
    set(key, value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch (error) { /* see above */ }
    },
  };

  // --- messages to DOM

  /** Lines become paragraphs, lines that begin with “· ” list items. */
  function renderText(text) {
    const parts = [];
    let gap = false;
    for (const line of string(text).split(/\r?\n/)) {
      const last = parts[parts.length - 1];
      if (!line.trim()) {
        gap = parts.length > 0;
        continue;
      }
      if (line.startsWith('· ')) {
        const item = el('li', {}, line.slice(2));
        if (last && last.tagName === 'UL' && !gap) last.append(item);
        else parts.push(el('ul', { className: gap ? 'gap' : '' }, item));
      } else {
        const marked = /^[✓✗？□☑☒－] /.test(line) ? 'marked ' : '';
        parts.push(el('p', { className: marked + (gap ? 'gap' : '') }, line));
      }
      gap = false;
    }
    return parts;
  }

  /** Folded details; null when there is nothing to fold. */
  function fold(title, ...content) {
    const children = content.filter(Boolean);
    return children.length ? el('details', {}, el('summary', {}, title), ...children) : null;
  }

  /** A heading with its list; null when the list is empty. */
  function section(heading, items) {
    return items.length
      ? el('div', { className: 'section' },
        heading ? el('p', { className: 'heading' }, heading) : null,
        el('ul', { className: 'rows' }, ...items))
      : null;
  }

  /** One row of a list, with what is known of it in soft letters below. */
  function row(text, facts = [], [mark, word] = []) {
    const known = facts.filter(Boolean).map((fact) => fact.replace(/。$/, '')).join(' · ');
    return el('li', { className: mark ? 'with-mark' : '' },
      mark ? el('span', { className: 'mark', 'aria-hidden': 'true' }, mark) : null,
      word ? el('strong', {}, `${word}：`) : null,
      text,
      known ? el('span', { className: 'facts' }, known) : null);
  }

  const rows = (texts) => texts.map((text) => row(text));
  const strings = (value) => (Array.isArray(value) ? value : []).map(string).filter(Boolean);
  const knownFacts = (card) => objects(card.known).map((one) => row(`${string(one.name)}：${string(one.value)}`));
  /** What the text of the message leaves out. */
  const unsaid = (texts, said) => strings(texts).filter((text) => !said.includes(text));
  const confirm = (trust) => (trust === 'C' ? TRUST.C : '');

  /** The conditions as nested lists; the server sends them flat, each with its depth. */
  function conditionTree(lines, oneDocument) {
    const tree = el('ul', { className: 'rows' });
    const levels = [{ list: tree, words: RESULT, text: '' }];
    for (const line of lines) {
      levels.length = Math.min(Math.max(Number(line.depth) || 0, 0) + 1, levels.length);
      const { list, words, text } = levels[levels.length - 1];
      const item = row(string(line.text), [
        // The parts of one sentence carry all of it; what each looks at tells them apart.
        line.text === text && string(line.fact_name) && `看的是“${line.fact_name}”`,
        string(line.value) && `您说：${line.value}`,
        oneDocument ? '' : string(line.document),
        string(line.clause),
        confirm(line.trust),
      ], words[line.result] || words.unknown);
      list.append(item);
      if (['all', 'any', 'none'].includes(line.kind)) {
        const below = el('ul', { className: 'rows' });
        item.append(below);
        levels.push({ list: below, words: line.kind === 'none' ? BELOW_NONE : words, text: line.text });
      }
    }
    return tree;
  }

  /** `granted` is false for who does not get it: no sum is promised then. */
  function benefitRow(benefit, granted) {
    const year = benefit.year ? `（${benefit.year}年）` : '';
    const amount = granted && string(benefit.amount) && `按您说的算：${benefit.amount}${string(benefit.unit)}`;
    return row(string(benefit.text) + year, [amount, string(benefit.document), string(benefit.clause)]);
  }

  // Written as the text writes it, so that the two can be compared.
  const yuan = (amount) => Number(amount).toFixed(2);
  const isSum = (value) => typeof value === 'number';

  function scheduleTable(schedule) {
    const cells = (tag, line) => line.map((cell) => el(tag, tag === 'th' ? { scope: 'col' } : {}, cell));
    return el('div', {
      className: 'wide', tabIndex: 0, role: 'region', 'aria-label': '逐月还款表',
    }, el('table', {},
      el('thead', {}, el('tr', {}, ...cells('th', ['月', '还款', '本金', '利息', '还欠']))),
      el('tbody', {}, ...schedule.map((line) => el('tr', {},
        el('th', { scope: 'row' }, String(line.month)),
        ...cells('td', [line.payment, line.principal, line.interest, line.balance].map(yuan)))))));
  }

  function loanTotals(card) {
    const ownCost = isSum(card.subsidy)
      ? `自己承担的利息${card.subsidy_at_most ? '至少' : ''}`
      : '自己承担的利息（没有扣贴息）';
    const sums = [
      ['一共还', card.total],
      ['利息合计', card.interest],
      [`财政贴息${card.subsidy_at_most ? '最多' : ''}`, card.subsidy],
      [ownCost, card.own_cost],
    ].filter(([, sum]) => isSum(sum));
    return el('dl', {}, ...sums.map(([name, sum]) => el('div', {},
      el('dt', {}, name), el('dd', {}, `${yuan(sum)}元`))));
  }

  function figureRow(figure) {
    const from = string(figure.valid_from);
    const to = string(figure.valid_to);
    return row(string(figure.text), [
      string(figure.document) + string(figure.clause),
      figure.to_confirm && `${string(figure.region)}${string(figure.year)}公开口径，请以当地为准`,
      (from || to) && `贷款发放日：${to ? `${from} 至 ${to}`.trim() : `${from} 起`}`,
    ]);
  }

  function tickOf(entry) {
    if (entry.needed === false) return 'spared';
    if (entry.have === true) return 'have';
    return entry.have === false ? 'lacking' : 'open';
  }

  function entryRow(entry, sources) {
    const source = sources[entry.source] || {};
    return row(string(entry.id), [
      string(entry.text) !== string(entry.id) && string(entry.text),
      string(entry.applies_to) && `${entry.applies_to}才要`,
      entry.optional === true && '可带可不带',
      string(entry.region),
      string(source.number) || string(source.title),
      confirm(entry.trust),
    ], TICKS[tickOf(entry)]);
  }

  function renderSource(source) {
    const title = string(source.title) || string(source.url) || '未命名来源';
    // Anything but http(s) could run code when clicked, so it stays plain text.
    const link = /^https?:\/\//i.test(string(source.url));
    const facts = [
      string(source.number),
      string(source.clause),
      string(source.date) || '日期未注明',
      TRUST[source.trust] || '',
      string(source.seen_in) && `见于：${source.seen_in}`,
    ].filter(Boolean);
    return el('li', {},
      link
        ? el('a', { href: source.url, target: '_blank', rel: 'noopener noreferrer nofollow' }, title)
        : el('span', {}, title),
      facts.length ? el('span', { className: 'facts' }, facts.join(' · ')) : null);
  }

  /** What was answered from, and when it was checked. */
  function renderSources(card) {
    const sources = objects(card.sources);
    const checked = string(card.checked_on);
    return [
      sources.length
        ? fold(`依据和来源（${sources.length}）`, el('ol', {}, ...sources.map(renderSource)))
        : null,
      checked ? el('p', { className: 'checked' }, `资料核对于 ${checked}`) : null,
    ];
  }

  // The text is enough by itself: a card adds, folded, what the text leaves out.
  const CARDS = new Map(Object.entries({
    policy_answer: renderSources,
    service_item: renderSources,
    question(card, said) {
      const known = knownFacts(card);
      return [
        fold('什么意思', ...unsaid([card.help], said).map((text) => el('p', {}, text))),
        fold(`您说过的（${known.length}）`, section('', known)),
      ];
    },
    verdict(card, said) {
      const lines = objects(card.conditions);
      const documents = new Set(lines.map((line) => string(line.document)).filter(Boolean));
      const count = lines.filter((line) => line.kind === 'fact').length;
      const granted = card.verdict !== 'no';
      const conditions = lines.length
        ? fold(`全部条件（${count}条）`,
          documents.size === 1 ? el('p', { className: 'facts' }, `出处：${[...documents][0]}`) : null,
          conditionTree(lines, documents.size === 1),
          section('您说过的', knownFacts(card)))
        : null;
      return [
        conditions,
        fold('怎样就行了', section('', rows(unsaid(card.would_change, said)))),
        fold('这一版写明给什么', section('', objects(card.benefit).map((one) => benefitRow(one, granted)))),
        fold('要自己对照的', section('', rows(unsaid(card.to_read, said)))),
        ...renderSources(card),
      ];
    },
    screening(card) {
      const results = objects(card.results);
      const groups = SCREENED.map(([verdict, title]) => {
        const group = results.filter((one) => one.verdict === verdict);
        return fold(`${title}（${group.length}项）`, section('', group.map((one) => {
          const missing = strings(one.missing);
          const open = missing.length ? `还要知道：${missing.join('、')}` : '您那里的条件没有见到';
          return row(`${string(one.name)}（${string(one.version_name)}）`, [verdict === 'unknown' && open]);
        })));
      });
      const unjudged = strings(card.unjudged);
      const others = fold(`没有能让机器判断的条件（${unjudged.length}项）`, section('', rows(unjudged)));
      return [...groups, others];
    },
    loan_quote(card, said) {
      const schedule = objects(card.schedule);
      const figures = objects(card.figures).map(figureRow);
      const conflicts = rows(unsaid(card.conflicts, said));
      return [
        schedule.length
          ? fold(`逐月还款表（${schedule.length}个月）`, loanTotals(card),
            el('p', { className: 'facts swipe' }, '金额都是元；屏幕窄时，表可以左右滑动。'), scheduleTable(schedule))
          : null,
        fold(`数字的出处（${figures.length}）`, section('', figures)),
        fold(`说法不一（${conflicts.length}）`, section('', conflicts)),
        ...renderSources(card),
      ];
    },
    checklist(card) {
      const entries = objects(card.entries);
      const counts = Object.entries(TICKS).map(([tick, [, word]]) => {
        const count = entries.filter((entry) => tickOf(entry) === tick).length;
        return count ? `${word} ${count}` : '';
      });
      const sources = objects(card.sources);
      return [
        fold(`逐样看（${counts.filter(Boolean).join('，')}）`,
          section('', entries.map((entry) => entryRow(entry, sources)))),
        ...renderSources(card),
      ];
    },
    contact(card) {
      const rows = objects(card.lines).map((line) => {
        const number = String(line.number || '');
        const dial = number.replace(/[^\d+]/g, '');
        return el('li', {},
          dial ? el('a', { href: `tel:${dial}` }, number) : number,
          string(line.name) && ` ${line.name}`,
          line.note ? el('span', { className: 'facts' }, string(line.note)) : null);
      });
      return rows.length ? [el('ul', { className: 'contact' }, ...rows)] : [];
    },
  }));

  /** An unknown card is left out: the text alone answers. `said` is that text. */
  function renderCard(card, said) {
    const render = card && CARDS.get(card.type);
    return render ? render(card, said).filter(Boolean) : [];
  }

  function bubble(role, ...content) {
    // For a screen reader words have to say who speaks.
    const speaker = el('span', { className: 'unseen' }, role === 'user' ? '您：' : `${TEXT.name}：`);
    return el('div', { className: `bubble ${role}` }, speaker, ...content);
  }

  // --- the element

  class SuyetongChat extends HTMLElement {
    connectedCallback() {
      if (!this.shadowRoot) this.build();
      if (this.hasAttribute('open')) this.start();
    }

    static get observedAttributes() { return ['open']; }

    attributeChangedCallback() {
      if (this.shadowRoot && this.hasAttribute('open')) this.start();
    }

    get server() {
      return (this.getAttribute('server') || SCRIPT_ORIGIN).replace(/\/+$/, '');
    }

    /** By server, so that a test and a real gateway on one page do not mix. */
    get storageKey() { return `suyetong.conversation:${this.server}`; }

    build() {
      const root = this.attachShadow({ mode: 'open' });
      this.log = el('div', {
        className: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': '对话内容', tabIndex: 0,
      });
      this.input = el('textarea', {
        id: 'input', rows: 1, maxLength: MAX_LENGTH, placeholder: '输入您的问题',
        autocomplete: 'off', enterkeyhint: 'send', 'aria-describedby': 'hint',
      });
      this.send = el('button', { type: 'submit', className: 'send', disabled: true }, '发送');
      this.close = el('button', { type: 'button', className: 'plain close' }, '收起');
      const restart = el('button', { type: 'button', className: 'plain' }, '重新开始');
      const form = el('form', {},
        el('label', { htmlFor: 'input', className: 'unseen' }, '您的问题'), this.input, this.send);
      this.panel = el('section', { className: 'panel', hidden: true, 'aria-label': `${TEXT.name} ${TEXT.subtitle}` },
        el('header', {},
          el('div', { className: 'title' }, el('strong', {}, TEXT.name), el('span', {}, TEXT.subtitle)),
          restart, this.close),
        this.log,
        form,
        el('p', { id: 'hint', className: 'hint' }, TEXT.privacy + TEXT.disclaimer));
      this.launcher = el('button', { type: 'button', className: 'launcher' }, '问政策');
      this.typing = el('div', { className: 'typing', 'aria-hidden': 'true' },
        el('i'), el('i'), el('i'), el('span', {}, '正在查…'));
      root.append(el('div', { className: 'root', lang: 'zh-CN' }, this.panel, this.launcher));
      addStyle(root);

      form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.submit();
      });
      this.input.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' || event.shiftKey) return;
        // This Enter picks a word in a Chinese input method. Safari ends the composition
        // before the key arrives; there only keyCode 229 tells.
        if (event.isComposing || event.keyCode === 229) return;
        event.preventDefault();
        this.submit();
      });
      this.input.addEventListener('input', () => this.inputChanged());
      restart.addEventListener('click', () => this.restart());
      this.launcher.addEventListener('click', () => this.toggle(true));
      this.close.addEventListener('click', () => this.toggle(false));
      this.panel.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.isComposing && !this.hasAttribute('open')) this.toggle(false);
      });
    }

    toggle(shown) {
      this.panel.hidden = !shown;
      this.launcher.hidden = shown;
      if (shown) this.start();
      (shown ? this.input : this.launcher).focus();
    }

    // --- conversation

    /** Begin or take up the conversation; only the first call does something. */
    start() {
      if (this.session) return;
      const stored = storage.get(this.storageKey);
      const known = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(stored || '');
      this.newSession(known ? stored : uuid());
      if (known) this.loadHistory();
    }

    /**
     * `tail` is the queue: a chain of jobs, one after the other. `failures` lets a job see
     * that an earlier one failed while it waited. `titles` gives a payload its button title.
     */
    newSession(id) {
      this.session = { id, tail: Promise.resolve(), failures: 0, titles: new Map(), request: null };
      this.history = el('div', { className: 'history' });
      this.log.textContent = '';
      const examples = TEXT.examples.map((title) => ({ title, payload: title }));
      this.log.append(
        el('div', { className: 'turn' }, ...this.botMessage({ text: TEXT.greeting, buttons: examples })),
        this.history);
    }

    restart() {
      const old = this.session;
      storage.set(this.storageKey, null);
      this.newSession(uuid()); // first, so that the aborted job sees it is out of date
      if (old.request) old.request.abort();
    }

    enqueue(job) {
      const session = this.session;
      session.tail = session.tail
        .then(() => (session === this.session ? job(session) : undefined))
        .catch((error) => console.error('suyetong-chat:', error));
    }

    /** Status 0 stands for “no answer”: offline, refused, timed out. Never throws. */
    async request(session, path, timeout, options = {}) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeout);
      session.request = controller;
      try {
        const response = await fetch(`${this.server}/api/v1/conversations/${session.id}${path}`, {
          ...options, credentials: 'omit', cache: 'no-store', signal: controller.signal,
        });
        const body = await response.json().catch(() => null);
        const retryAfter = Number(response.headers.get('Retry-After')) || 5;
        return { status: response.status, ok: response.ok && body !== null, body: body || {}, retryAfter };
      } catch (error) {
        return { status: 0, ok: false, body: {}, retryAfter: 0 };
      } finally {
        clearTimeout(timer);
        session.request = null;
      }
    }

    loadHistory() {
      this.enqueue(async (session) => {
        const reply = await this.request(session, '', HISTORY_TIMEOUT);
        if (session !== this.session) return;
        // Old messages are not news: a screen reader should not read them all out.
        this.log.setAttribute('aria-live', 'off');
        this.history.textContent = '';
        if (reply.ok) {
          // On a second try the server also tells what was answered here meanwhile.
          this.log.querySelectorAll('.turn.done').forEach((turn) => turn.remove());
          this.renderHistory(objects(reply.body.messages));
        } else if (reply.status !== 404) {
          const again = el('button', { type: 'button', className: 'retry' }, TEXT.noHistory);
          again.addEventListener('click', () => {
            again.remove();
            this.log.focus({ preventScroll: true });
            this.loadHistory();
          });
          this.history.append(again);
        }
        this.toBottom();
        setTimeout(() => this.log.setAttribute('aria-live', 'polite'), 500);
      });
    }

    renderHistory(messages) {
      let day = '';
      for (const message of messages) {
        const at = new Date(message.at);
        const itsDay = isNaN(at) ? day : at.toLocaleDateString('zh-CN', { dateStyle: 'long' });
        // An old answer may be out of date, so its day is shown.
        if (itsDay !== day) this.history.append(el('p', { className: 'day' }, itsDay));
        day = itsDay;
        if (message.role === 'user') {
          // The server knows a pressed button by its payload; the person knows its title.
          const text = string(message.text);
          this.history.append(bubble('user', ...renderText(this.session.titles.get(text) || text)));
        } else {
          this.history.append(...this.botMessage(message));
        }
      }
    }

    botMessage(message) {
      const nodes = [bubble('bot', ...renderText(message.text), ...renderCard(message.card, string(message.text)))];
      const buttons = objects(message.buttons).filter((button) => string(button.title));
      if (buttons.length) {
        nodes.push(el('div', { className: 'buttons' }, ...buttons.map((button) => {
          const payload = string(button.payload) || button.title;
          const node = el('button', { type: 'button' }, button.title);
          node.addEventListener('click', () => this.say(payload, button.title));
          this.session.titles.set(payload, button.title);
          return node;
        })));
      }
      return nodes;
    }

    // --- sending

    submit() {
      const text = this.input.value.trim();
      if (!text) return;
      this.input.value = '';
      this.inputChanged();
      this.input.focus();
      this.say(text);
    }

    inputChanged() {
      this.send.disabled = !this.input.value.trim();
      // Grow with the text, up to max-height.
      this.keepAtBottom(() => {
        this.input.style.height = 'auto';
        this.input.style.height = `${this.input.scrollHeight + 2}px`;
      });
    }

    /** A turn is what the person said and, below it, what came of it. */
    say(text, shown = text) {
      const turn = el('div', { className: 'turn' }, bubble('user', ...renderText(shown)));
      // The id stays with the message through every retry: the server then acts only once.
      this.post({ text, id: uuid(), turn, note: null });
    }

    post(message) {
      this.log.append(message.turn); // a retried one moves down, as the server sees it now
      this.toBottom();
      storage.set(this.storageKey, this.session.id); // not earlier: an unused id has no history
      const failures = this.session.failures;
      this.enqueue((session) => {
        // What was said just before did not arrive; without it this one may be misunderstood.
        if (failures !== session.failures) return this.note(message, '', true);
        return this.deliver(session, message);
      });
    }

    async deliver(session, message) {
      for (let waits = 0; ; waits += 1) {
        this.keepAtBottom(() => message.turn.append(this.typing));
        const reply = await this.request(session, '/messages', SEND_TIMEOUT, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ text: message.text, client_message_id: message.id }),
        });
        if (session !== this.session) return;
        const follow = this.atBottom();
        this.typing.remove();
        if (reply.ok) {
          this.answer(message, reply.body, follow);
          return;
        }
        const detail = string(reply.body.detail);
        if (reply.status === 429 && waits < MAX_WAITS && reply.retryAfter <= LONGEST_WAIT) {
          this.note(message, `${detail || TEXT.busy}（${reply.retryAfter} 秒后自动重发）`, false);
          await sleep(reply.retryAfter * 1000);
          if (session !== this.session) return;
          this.clearNote(message);
          continue;
        }
        // Bad input stays bad however often it is sent; everything else may pass later.
        const hopeless = [400, 413, 415, 422].includes(reply.status);
        if (!hopeless) session.failures += 1;
        this.note(message, detail || (hopeless ? TEXT.refused : ''), !hopeless);
        return;
      }
    }

    answer(message, body, follow) {
      const messages = objects(body.messages);
      const nodes = [].concat(...(messages.length ? messages : [{ text: TEXT.noAnswer }])
        .map((one) => this.botMessage(one)));
      message.turn.append(...nodes);
      message.turn.classList.add('done');
      // A reader who has scrolled up is left alone. scrollIntoView would move the page too.
      if (follow) this.log.scrollTop = nodes[0].offsetTop - 12;
    }

    clearNote(message) {
      if (message.note) message.note.remove();
      message.note = null;
    }

    /** Say under a bubble what went wrong and, where it helps, offer to send it again. */
    note(message, text, canRetry) {
      this.clearNote(message);
      message.note = el('div', { className: 'note' }, text ? el('p', {}, text) : null);
      if (canRetry) {
        const button = el('button', { type: 'button', className: 'retry' }, text ? TEXT.retry : TEXT.notSent);
        button.addEventListener('click', () => {
          this.clearNote(message);
          this.log.focus({ preventScroll: true }); // the button that had the focus is gone
          this.post(message);
        });
        message.note.append(button);
      }
      this.keepAtBottom(() => message.turn.append(message.note));
    }

    // --- scrolling

    atBottom() {
      return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 48;
    }

    toBottom() { this.log.scrollTop = this.log.scrollHeight; }

    keepAtBottom(change) {
      const follow = this.atBottom();
      change();
      if (follow) this.toBottom();
    }
  }

  // --- looks

  function addStyle(root) {
    try {
      // Not subject to the page's style-src, unlike a style element.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch (error) {
      root.append(el('style', {}, STYLE)); // older browsers
    }
  }

  // Sizes in px: many host pages bend the meaning of rem.
  const STYLE = `
:host {
  all: initial; color-scheme: light dark;
  --bg: #fff; --text: #1b1f24; --soft: #505a66; --line: #c9d0d8; --edge: #76818d;
  --bot: #f1f4f7; --user: #0b57a4; --on-user: #fff; --accent: #0b57a4; --warn: #a3260f;
}
:host([open]) { display: block; height: 640px; max-height: 90vh; }
:host([hidden]) { display: none; }
@media (prefers-color-scheme: dark) {
  :host {
    --bg: #15191e; --text: #e8ebee; --soft: #adb6c0; --line: #3a434d; --edge: #7d8894;
    --bot: #232931; --user: #1d4f86; --on-user: #fff; --accent: #8cc0f7; --warn: #ffab99;
  }
}
*, *::before { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  height: 100%; color: var(--text); text-align: start; overflow-wrap: anywhere;
  font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; border-radius: 8px; min-height: 44px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.log:focus-visible { outline-offset: -3px; }
a { color: var(--accent); }
p, ul, ol { margin: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.panel {
  position: fixed; right: 16px; bottom: 16px; z-index: 9999; display: flex; flex-direction: column;
  width: 400px; height: min(680px, 100vh - 32px); overflow: hidden;
  background: var(--bg); border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 8px 32px #0004;
}
@media (max-width: 480px), (max-height: 480px) {
  .panel { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; }
}
:host([open]) .panel {
  display: flex !important; position: static; width: 100%; height: 100%;
  border: 1px solid var(--line); border-radius: 12px; box-shadow: none;
}
:host([open]) .launcher, :host([open]) .close { display: none; }
.launcher {
  position: fixed; right: 16px; bottom: 16px; z-index: 9999; min-height: 52px; padding: 0 22px;
  border: 1px solid #fff6; border-radius: 26px; background: var(--user); color: var(--on-user); font-weight: 600;
}
header { display: flex; align-items: center; gap: 4px; padding: 8px 8px 8px 16px; border-bottom: 1px solid var(--line); }
.title { flex: 1; min-width: 0; line-height: 1.35; }
.title strong { display: block; font-size: 18px; }
.title span { color: var(--soft); }
.plain { flex: none; padding: 0 10px; border: 0; background: none; color: var(--accent); }

.log { position: relative; flex: 1; min-height: 0; overflow-y: auto; padding: 12px 16px; }
.turn, .history { display: flow-root; }
.bubble { position: relative; width: fit-content; max-width: 92%; margin: 6px 0; padding: 9px 13px; border-radius: 12px; }
.bot { background: var(--bot); border: 1px solid var(--line); border-top-left-radius: 3px; }
.user { margin-left: auto; background: var(--user); color: var(--on-user); border: 1px solid transparent; border-top-right-radius: 3px; }
.bubble p + p { margin-top: 4px; }
.bubble .gap { margin-top: 12px !important; }
.bubble ul, .bubble ol { padding-left: 22px; }
details { margin-top: 10px; padding-top: 4px; border-top: 1px solid var(--line); }
summary { min-height: 44px; padding: 9px 0; cursor: pointer; color: var(--accent); border-radius: 4px; }
details + details { margin-top: 0; }
details[open] { padding-bottom: 10px; }
details li + li { margin-top: 8px; }
.bubble .marked { padding-left: 1.3em; text-indent: -1.3em; }
.bubble .with-mark { padding-left: 1.4em; }
.bubble .rows { padding: 0; list-style: none; }
.bubble .rows .rows { margin: 8px 0 0 -1em; padding-left: 10px; border-left: 2px solid var(--line); }
.mark { display: inline-block; width: 1.4em; margin-left: -1.4em; }
.swipe + .wide { margin-top: 6px; }
.section + .section, .rows + .section, .facts + .rows, dl + .swipe { margin-top: 12px; }
.heading { font-weight: 600; }
dl { margin: 0; }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; }
dd { margin: 0; font-weight: 600; }
.wide { max-height: 320px; overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--bg); }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; white-space: nowrap; }
th, td { padding: 5px 8px; border-bottom: 1px solid var(--line); text-align: end; font-weight: 400; }
thead th { position: sticky; top: 0; background: var(--bot); font-weight: 600; }
th:first-child { position: sticky; left: 0; background: var(--bot); }
thead th:first-child { z-index: 1; }
tbody tr:last-child > * { border-bottom: 0; }
.facts { display: block; color: var(--soft); }
.checked { color: var(--soft); margin-top: 6px; }
details:not([open]) + .checked { margin-top: 0; }
.bubble ul.contact { margin-top: 8px; padding: 0; list-style: none; }
.contact a { display: inline-block; padding: 8px 4px 8px 0; font-weight: 600; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 12px; }
.buttons button { padding: 8px 14px; border: 1px solid var(--accent); background: var(--bg); color: var(--accent); text-align: start; line-height: 1.4; }
.plain:hover, .buttons button:hover { background: var(--bot); }
.note { margin: 0 0 8px; color: var(--warn); text-align: end; }
.retry { padding: 6px 10px; border: 0; background: none; color: var(--warn); text-decoration: underline; }
.history > .retry { display: block; margin: 0 auto; }
.day { margin: 12px 0 6px; color: var(--soft); text-align: center; }
.typing { display: flex; align-items: center; gap: 5px; padding: 8px 4px; color: var(--soft); }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: beat 1.2s infinite; }
.typing i:nth-child(2) { animation-delay: .2s; }
.typing i:nth-child(3) { animation-delay: .4s; }
@keyframes beat { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { .typing i { animation: none; } }

form { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px 6px; border-top: 1px solid var(--line); }
textarea {
  flex: 1; min-width: 0; min-height: 46px; max-height: 132px; margin: 0; padding: 9px 12px; resize: none;
  border: 1px solid var(--edge); border-radius: 8px; background: var(--bg);
}
textarea:focus-visible { outline-width: 2px; outline-offset: 0; }
textarea::placeholder { color: var(--soft); opacity: 1; }
.send { flex: none; height: 46px; padding: 0 18px; border: 1px solid transparent; background: var(--user); color: var(--on-user); font-weight: 600; }
.send:disabled { background: var(--bot); color: var(--soft); border-color: var(--line); }
.hint { padding: 0 14px 10px; color: var(--soft); line-height: 1.45; }
`;

  // A page may load the script twice.
  if (!customElements.get('suyetong-chat')) customElements.define('suyetong-chat', SuyetongChat);
})();
