/*
 * 苏业通 chat widget.
 *
 *   <script src="/widget.js" defer></script>
 *   <suyetong-chat></suyetong-chat>           a button in the corner that opens the chat
 *   <suyetong-chat open></suyetong-chat>      the chat itself, in the flow of the page
 *   <suyetong-chat server="https://…">        the gateway, if not the script's own origin
 *   <suyetong-chat elder></suyetong-chat>     large type and fewer choices from the start
 *
 * What comes from a person or the server enters the page as text nodes, never as markup.
 */
(() => {
  'use strict';

  const TEXT = {
    name: '苏业通',
    subtitle: '江苏就业创业政策问答',
    greeting: '您好，我是苏业通，回答江苏就业创业政策，也能预约、查办理进度。直接说您想问什么，比如：',
    examples: ['稳岗返还现在还能申请吗', '富民创业贷最多能贷多少', '失业金要带什么材料', '预约失业登记', '查办理进度'],
    privacy: '没问您要时，请别发证件号、手机号。',
    disclaimer: '回答以当地人社部门答复为准。',
    notSent: '没发出去，点这里重试',
    retry: '点这里重试',
    noHistory: '以前的对话没取到，点这里重试',
    noAnswer: '没有收到回答。请换个说法再问，或拨打 12333。',
    refused: '这条消息没有被接受，请换个说法再发。',
    busy: '问得有点快，请稍等。',
    notFetched: '没取到，请再点一次。',
    nothingSaved: '还没有对话可以保存。',
    leftPrivate: '（已经退出查询，这里不再显示。）',
    newAnswer: '↓ 有新的回答',
    more: '更多选择',
    helped: '有用',
    helpedNot: '没帮上忙',
    whyNot: '哪里没帮上忙？',
    tellMore: '还想说的（可不写，别写证件号、手机号）',
    tell: '提交意见',
    notTold: '没提交上，请再点一次。',
    saidHelped: '您说过：有用。',
    saidHelpedNot: '您说过：没帮上忙',
    change: '改一下',
  };
  // How the field is called while something personal is waited for, and how it is typed.
  const FIELDS = {
    code: {
      label: '短信里的验证码', inputMode: 'numeric', autocomplete: 'one-time-code',
      hint: '验证码只用来核对是您本人，发出后不显示在对话里。',
    },
    phone: { label: '手机号', inputMode: 'tel', autocomplete: 'tel-national', hint: '手机号发出后只显示后四位。' },
    number: { label: '申请编号或证件号码', inputMode: 'text', autocomplete: 'off', hint: '号码发出后只显示后四位。' },
  };
  const STATES = {
    held: '位子保留中，还没确认', booked: '已约好', changed: '已改约', cancelled: '已取消',
    attended: '已到场', missed: '没有到场', expired: '保留的时间已过',
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
  // Answers that are for this person now, and not for whoever reads on later (`bot/outcomes.py`).
  const PRIVATE = ['status_told', 'own_data_told'];
  // Under these it can be said whether they helped (`bot/outcomes.py`).
  const ANSWERS = [
    'answered', 'expired_policy', 'not_in_knowledge', 'verdict', 'screened', 'checklist_complete', 'quoted',
    'booking_refused', 'status_told', 'not_offered', 'out_of_scope', 'degraded',
  ];
  const REASONS = {
    beside_the_point: '答非所问', wrong_or_old: '内容不对或过时', unclear: '看不懂', cannot_be_done: '办不成', other: '其他',
  };
  const MAX_LENGTH = 500;
  const SEND_TIMEOUT = 30000;
  const HISTORY_TIMEOUT = 8000; // shorter: the first message waits for it
  const HISTORY_LENGTH = 200; // bubbles that the server keeps
  const POLLS = 15; // for an answer that was on its way when the page was left
  const POLL_EVERY = 2000;
  const DAYS_TRIED = 10; // longer than any run of days off
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

  /** Storage throws when blocked; what it would hold then lives as long as the page. */
  const stored = (place) => ({
    get(key) {
      try { return window[place].getItem(key); } catch (error) { return null; }
    },
    set(key, value) {
      try {
        if (value === null) window[place].removeItem(key);
        else window[place].setItem(key, value);
      } catch (error) { /* see above */ }
    },
  });
  const storage = stored('localStorage');
  const ofTab = stored('sessionStorage');

  /** Numbers that were asked for are not left readable on the screen; others when they are long. */
  function masked(text, asked) {
    return text.replace(/[\dA-Za-z\uff10-\uff19][\dA-Za-z\uff10-\uff19 -]{3,}/g, (run) => {
      const length = run.replace(/[ -]/g, '').length;
      const digits = run.replace(/[^\d\uff10-\uff19]/g, '').length;
      if (digits < (asked ? 4 : 15)) return run;
      return `••••${length >= 11 ? run.trim().slice(-4) : ''}`;
    });
  }

  /** The server writes Shanghai's time; it is shown as it stands, wherever the person is. */
  const dayOf = (moment) => string(moment).slice(0, 10);
  const timeOf = (moment) => string(moment).slice(11, 16);
  function dayName(day) {
    const date = new Date(`${day}T00:00:00Z`);
    if (isNaN(date)) return day;
    return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 周${'日一二三四五六'[date.getUTCDay()]}`;
  }
  function dayAfter(day, days) {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  }

  function save(name, content, type) {
    const address = URL.createObjectURL(new Blob([content], { type }));
    el('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  /** The intent and the names of a button's payload; null for words. */
  function choiceOf(payload) {
    const parts = /^(\/\w+)(\{.*\})$/.exec(string(payload));
    try {
      return parts && { intent: parts[1], named: JSON.parse(parts[2]) };
    } catch (error) {
      return null;
    }
  }

  /** The button that takes a slot; a payload names its office and start. */
  function buttonOf(slot, buttons) {
    return buttons.find((button) => {
      const choice = choiceOf(button.payload);
      return choice && choice.named.start === slot.start && choice.named.office === slot.office
        && !choice.named.wait;
    });
  }

  /** What the field is for, now that `messages` came; null for words. */
  function fieldFor(messages, status) {
    const last = messages[messages.length - 1];
    const choices = last ? objects(last.buttons).map((button) => choiceOf(button.payload)) : [];
    if (choices.some((choice) => choice && choice.named.do === 'resend')) return 'code';
    if (choices.some((choice) => choice && choice.named.sure)) return null;
    if (/请发[^。]*手机号/.test(last && last.text)) return 'phone';
    const asked = /请发[^。]*(编号|身份证号|信用代码)/.test(last && last.text);
    return asked || status === 'identity_needed' ? 'number' : null;
  }

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

  /** What of each month's payment is interest, and what pays back; the last month may be the highest. */
  function scheduleChart(schedule) {
    const width = 300;
    const height = 80;
    const most = Math.max(...schedule.map((line) => line.payment));
    if (!(most > 0) || schedule.length < 2) return null;
    const step = width / schedule.length;
    const bars = (part, from) => schedule.map((line, at) => {
      const high = (line[part] / most) * height;
      const low = (line[from] / most || 0) * height;
      return `M${(at * step).toFixed(2)} ${(height - low).toFixed(2)}h${(step * 0.86).toFixed(2)}v${(-high).toFixed(2)}h${(-step * 0.86).toFixed(2)}z`;
    }).join('');
    const [first, last] = [schedule[0], schedule[schedule.length - 1]];
    const label = `每月还款的组成：第1个月本金${yuan(first.principal)}元、利息${yuan(first.interest)}元；`
      + `第${last.month}个月本金${yuan(last.principal)}元、利息${yuan(last.interest)}元`;
    return el('div', { className: 'chart' },
      shape('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, preserveAspectRatio: 'none' },
        shape('path', { d: bars('interest'), class: 'interest' }),
        shape('path', { d: bars('principal', 'interest'), class: 'principal' })),
      el('p', { className: 'facts', 'aria-hidden': 'true' },
        el('i', { className: 'principal' }), '本金 ', el('i', { className: 'interest' }), `利息（第1到第${last.month}个月）`));
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
    const lines = objects(card.sources).map((source) => JSON.stringify(source));
    const sources = [...new Set(lines)].map((line) => JSON.parse(line));
    const checked = string(card.checked_on);
    return [
      sources.length
        ? fold(`依据和来源（${sources.length}）`, el('ol', {}, ...sources.map(renderSource)))
        : null,
      checked ? el('p', { className: 'checked' }, `资料核对于 ${checked}`) : null,
    ];
  }

  function shape(tag, attributes, ...children) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** The modules of a QR code, drawn anew: nothing of the server's markup enters the page. */
  function drawn(svg, label) {
    const found = (pattern) => (pattern.exec(svg) || [])[1];
    const line = found(/\sd="([MmHhVvLlZz\d\s.,-]+)"/);
    const size = Number(found(/<svg[^>]*\swidth="(\d+)"/));
    const scale = Number(found(/scale\((\d+)\)/)) || 1;
    if (!line || !(size > 0)) return null;
    return shape('svg', {
      viewBox: `0 0 ${size / scale} ${size / scale}`, role: 'img', 'aria-label': label, class: 'qr',
    }, shape('path', { d: line, stroke: '#000', fill: 'none' }));
  }

  // The text is enough by itself: a card adds, folded, what the text leaves out.
  const CARDS = new Map(Object.entries({
    policy_answer(card) {
      const sources = objects(card.sources);
      const earlier = objects(card.earlier).map((line) => {
        const source = sources[line.source] || {};
        return row(string(line.text), [
          string(source.number) || string(source.title), string(line.clause), string(line.region), confirm(line.trust),
        ]);
      });
      return [
        fold(`${string(card.earlier_version)}说的（${earlier.length}）`, section('', earlier)),
        ...renderSources(card),
      ];
    },
    service_item: renderSources,
    slots: (card, said, chat, buttons) => chat.slots(card, buttons),
    booking: (card, said, chat) => [chat.booking(card)],
    status(card) {
      const stages = objects(card.stages);
      const steps = stages.map((stage, at) => {
        const now = at === stages.length - 1;
        return el('li', { className: now ? 'now' : '' },
          el('strong', {}, string(stage.name)),
          now && !card.is_last ? el('span', { className: 'badge' }, '现在') : null,
          el('span', { className: 'facts' }, string(stage.on)));
      });
      if (card.next_stage) {
        const due = [card.due && `最晚 ${card.due}`, card.late && `已超过${card.late_by}个工作日`].filter(Boolean);
        steps.push(el('li', { className: 'next' }, `下一步：${card.next_stage}`,
          due.length ? el('span', { className: card.late ? 'facts late' : 'facts' }, due.join(' · ')) : null));
      }
      return [
        el('ol', { className: 'timeline', 'aria-label': `${string(card.item_name)}办到哪一步` }, ...steps),
        ...renderSources(card),
      ];
    },
    question(card, said, chat) {
      const known = knownFacts(card);
      const help = fold('什么意思', ...unsaid([card.help], said).map((text) => el('p', {}, text)));
      if (help && chat.looks.elder) help.open = true; // the plain words are what helps
      return [
        help,
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
          ? fold(`逐月还款表（${schedule.length}个月）`, loanTotals(card), scheduleChart(schedule),
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
  function renderCard(card, said, chat, buttons) {
    const render = card && CARDS.get(card.type);
    return render ? render(card, said, chat, buttons).filter(Boolean) : [];
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
      const button = (className, title, pressed) => {
        const made = el('button', { type: 'button', className }, title);
        made.addEventListener('click', pressed);
        return made;
      };
      this.log = el('div', {
        className: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': '对话内容', tabIndex: 0,
      });
      this.input = el('textarea', {
        id: 'input', rows: 1, maxLength: MAX_LENGTH, placeholder: '输入您的问题',
        autocomplete: 'off', enterkeyhint: 'send', 'aria-describedby': 'hint',
      });
      // Autofill of a code from a short message works in an input alone.
      this.asked = el('input', {
        id: 'asked', type: 'text', maxLength: 64, hidden: true, enterkeyhint: 'send', 'aria-describedby': 'hint',
      });
      this.label = el('label', { htmlFor: 'input', className: 'unseen' }, '您的问题');
      this.send = el('button', { type: 'submit', className: 'send', disabled: true }, '发送');
      this.close = button('plain close', '收起', () => this.toggle(false));
      this.jump = button('jump', TEXT.newAnswer, () => this.showNews());
      this.jump.hidden = true;
      this.words = button('plain', '改用打字', () => this.takeField(null));
      this.words.hidden = true;
      const form = el('form', {}, this.label, this.input, this.asked, this.send);
      const tools = el('div', { id: 'tools', className: 'tools', hidden: true },
        this.lookButton('contrast', '高对比'), this.lookButton('dark', '深色'),
        button('plain', '保存对话', () => this.saveTranscript()));
      const more = button('plain', '更多', () => {
        tools.hidden = !tools.hidden;
        more.setAttribute('aria-expanded', String(!tools.hidden));
      });
      more.setAttribute('aria-expanded', 'false');
      more.setAttribute('aria-controls', 'tools');
      this.hint = el('span', {}, TEXT.privacy + TEXT.disclaimer);
      this.panel = el('section', { className: 'panel', hidden: true, 'aria-label': `${TEXT.name} ${TEXT.subtitle}` },
        el('header', {},
          el('div', { className: 'title' }, el('strong', {}, TEXT.name), el('span', {}, TEXT.subtitle)),
          this.lookButton('elder', '大字'),
          button('plain', '重新开始', () => this.restart()),
          more, this.close),
        tools,
        this.log,
        this.jump,
        form,
        el('p', { className: 'hint' }, el('span', { id: 'hint' }, this.hint), ' ', this.words));
      this.launcher = button('launcher', '问政策', () => this.toggle(true));
      this.typing = el('div', { className: 'typing', 'aria-hidden': 'true' },
        el('i'), el('i'), el('i'), el('span', {}, '正在查…'));
      this.root = el('div', { className: 'root', lang: 'zh-CN' }, this.panel, this.launcher);
      root.append(this.root);
      addStyle(root);
      this.takeLooks();

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
      this.asked.addEventListener('input', () => this.inputChanged());
      this.log.addEventListener('scroll', () => {
        if (this.atBottom()) this.jump.hidden = true;
      });
      this.panel.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.isComposing && !this.hasAttribute('open')) this.toggle(false);
      });
      window.addEventListener('online', () => this.catchUp());
      document.addEventListener('visibilitychange', () => {
        if (!document.hidden) this.catchUp();
      });
    }

    // --- how it looks

    /** What a person chose here before; what they did not choose is as their system wants it. */
    takeLooks() {
      const chosen = string(storage.get('suyetong.looks')).split(' ');
      const wanted = {
        elder: this.hasAttribute('elder'),
        contrast: matchMedia('(prefers-contrast: more)').matches,
        dark: matchMedia('(prefers-color-scheme: dark)').matches,
      };
      this.looks = {};
      for (const [look, asked] of Object.entries(wanted)) {
        this.looks[look] = chosen.includes(look) || (asked && !chosen.includes(`no-${look}`));
      }
      this.showLooks();
    }

    showLooks() {
      this.root.className = ['root', ...Object.keys(this.looks).filter((look) => this.looks[look])].join(' ');
      this.panel.querySelectorAll('[data-look]').forEach((button) => {
        button.setAttribute('aria-pressed', String(this.looks[button.dataset.look]));
      });
    }

    lookButton(look, title) {
      const button = el('button', { type: 'button', className: 'plain', 'data-look': look }, title);
      button.addEventListener('click', () => {
        this.looks[look] = !this.looks[look];
        const chosen = string(storage.get('suyetong.looks')).split(' ')
          .filter((one) => one && one !== look && one !== `no-${look}`);
        storage.set('suyetong.looks', [...chosen, this.looks[look] ? look : `no-${look}`].join(' '));
        this.keepAtBottom(() => this.showLooks());
        this.inputChanged(); // as tall as its letters now are
      });
      return button;
    }

    toggle(shown) {
      this.panel.hidden = !shown;
      this.launcher.hidden = shown;
      if (shown) this.start();
      (shown ? this.field : this.launcher).focus();
    }

    // --- conversation

    /** Begin or take up the conversation; only the first call does something. */
    start() {
      if (this.session) return;
      const kept = storage.get(this.storageKey);
      const known = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(kept || '');
      this.newSession(known ? kept : uuid());
      if (known) this.loadHistory();
    }

    /** The number of bubbles before a message whose answer had not come when the page was left. */
    get pendingKey() { return `suyetong.pending:${this.server}`; }

    /**
     * `tail` is the queue: a chain of jobs, one after the other. `failures` lets a job see
     * that an earlier one failed while it waited. `titles` gives a payload its button title.
     * `known` counts the bubbles of the server's history that are shown here; `failed` are the
     * messages that wait to be sent again; `rated` tells what was said of answers, by their ids.
     */
    newSession(id) {
      this.session = {
        id, tail: Promise.resolve(), failures: 0, titles: new Map(), request: null, known: 0, failed: new Set(),
        rated: this.keptRatings(id),
      };
      this.takeField(null);
      this.jump.hidden = true;
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
      ofTab.set(this.pendingKey, null);
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
        // Of a conversation that has only just begun the server knows nothing yet.
        if (reply.ok || reply.status === 404) {
          // On a second try the server also tells what was answered here meanwhile.
          this.log.querySelectorAll('.turn.done').forEach((turn) => turn.remove());
          this.renderHistory(objects(reply.body.messages));
          this.awaitPending(session); // and messages can be sent meanwhile
        } else {
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

    /** The page was left while an answer was on its way: it comes into the history. */
    async awaitPending(session) {
      const before = Number(ofTab.get(this.pendingKey) || NaN);
      this.polling = session.known <= before && before < HISTORY_LENGTH;
      if (this.polling) {
        this.log.append(this.typing);
        this.toBottom();
      }
      for (let polls = 0; this.polling && polls < POLLS; polls += 1) {
        await sleep(POLL_EVERY);
        const reply = await this.request({ id: session.id }, '', HISTORY_TIMEOUT);
        // Whoever goes on writing waits for no older answer.
        if (session !== this.session || !this.polling) return;
        if (reply.ok) this.renderMissed(objects(reply.body.messages));
        this.polling = session.known <= before;
      }
      this.polling = false;
      this.typing.remove();
      ofTab.set(this.pendingKey, null);
    }

    /** Back on the network, or on the page: what failed is sent again, what was missed is shown. */
    catchUp() {
      const session = this.session;
      if (!session || !storage.get(this.storageKey) || this.catching || this.polling) return;
      [...session.failed].forEach((message) => this.again(message));
      this.catching = true;
      this.enqueue(async () => {
        const reply = await this.request(session, '', HISTORY_TIMEOUT);
        if (session === this.session && reply.ok) this.renderMissed(objects(reply.body.messages));
      });
      session.tail.then(() => { this.catching = false; });
    }

    renderMissed(messages) {
      const { known } = this.session;
      // Of a longer history the server has forgotten the beginning: it cannot be counted.
      if (known >= HISTORY_LENGTH || messages.length <= known) return;
      const missed = el('div', { className: 'turn done' });
      const follow = this.atBottom();
      this.typing.remove();
      this.renderHistory(messages.slice(known), missed);
      this.session.known = messages.length;
      this.log.append(missed);
      this.arrived(missed.firstChild, follow);
    }

    renderHistory(messages, into = this.history) {
      let day = into === this.history ? '' : new Date().toLocaleDateString('zh-CN', { dateStyle: 'long' });
      let began = 0; // where the turn's bubbles of the bot begin
      messages.forEach((message, at) => {
        const when = new Date(message.at);
        const itsDay = isNaN(when) ? day : when.toLocaleDateString('zh-CN', { dateStyle: 'long' });
        // An old answer may be out of date, so its day is shown.
        if (itsDay !== day) into.append(el('p', { className: 'day' }, itsDay));
        day = itsDay;
        if (message.role === 'user') {
          // The server knows a pressed button by its payload; the person knows its title.
          const text = string(message.text);
          into.append(bubble('user', ...renderText(this.session.titles.get(text) || text)));
          began = into.children.length;
        } else {
          into.append(...this.botMessage(message));
          const next = messages[at + 1];
          const ends = !next || next.role === 'user';
          if (ends && !PRIVATE.includes(message.status)) this.rate(message, [...into.children].slice(began));
        }
      });
      if (into === this.history) this.session.known = messages.length;
      const last = messages[messages.length - 1];
      this.takeField(last && last.role === 'bot' ? fieldFor([last]) : null);
    }

    /** The conversation as the server keeps it: numbers are left out of it, and private answers. */
    async saveTranscript() {
      const session = this.session;
      const reply = await this.request({ id: session.id }, '', HISTORY_TIMEOUT);
      if (session !== this.session) return;
      const messages = objects(reply.body.messages);
      if (!reply.ok || !messages.length) {
        const why = reply.ok || reply.status === 404 ? TEXT.nothingSaved : TEXT.notFetched;
        this.keepAtBottom(() => this.log.append(el('p', { className: 'day' }, why)));
        return;
      }
      const lines = messages.map((message) => {
        const at = new Date(message.at);
        const when = isNaN(at) ? '' : at.toLocaleString('zh-CN', { dateStyle: 'medium', timeStyle: 'short' });
        return `${message.role === 'user' ? '我' : TEXT.name}  ${when}\n${string(message.text)}\n`;
      });
      const text = [`${TEXT.name} 对话记录\n${TEXT.disclaimer}\n`, ...lines].join('\n');
      // The mark at the beginning tells older editors of Windows that it is UTF-8.
      save('苏业通对话记录.txt', `\ufeff${text.replace(/\n/g, '\r\n')}`, 'text/plain;charset=utf-8');
    }

    botMessage(message) {
      const given = objects(message.buttons).filter((button) => string(button.title));
      const card = renderCard(message.card, string(message.text), this, given);
      const nodes = [bubble('bot', ...renderText(message.text), ...card)];
      // What the card offers for a choice already is not offered twice.
      const picked = message.card && message.card.type === 'slots' && card.length ? objects(message.card.slots) : [];
      const buttons = given.filter((button) => !picked.some((slot) => buttonOf(slot, [button])));
      for (const { title, payload } of given) this.session.titles.set(string(payload) || title, title);
      if (buttons.length) {
        const row = el('div', { className: 'buttons' },
          ...buttons.map((button) => this.choice(button.title, string(button.payload) || button.title)));
        if (buttons.length > 3) {
          const reveal = el('button', { type: 'button', className: 'reveal' }, `${TEXT.more}（${buttons.length - 3}）`);
          reveal.addEventListener('click', () => {
            row.classList.add('all');
            row.children[3].focus({ preventScroll: true });
          });
          row.append(reveal);
        }
        nodes.push(row);
      }
      return nodes;
    }

    choice(title, payload, shown = title) {
      const node = el('button', { type: 'button' }, title);
      node.addEventListener('click', () => this.say(payload, shown));
      return node;
    }

    // --- whether it helped

    get ratedKey() { return `suyetong.rated:${this.server}`; }

    /** What was said of this conversation's answers: their numbers, '' for those that helped. */
    keptRatings(id) {
      try {
        const kept = JSON.parse(storage.get(this.ratedKey));
        return kept && kept.of === id ? new Map(Object.entries(kept.rated)) : new Map();
      } catch (error) {
        return new Map();
      }
    }

    keepRating(id, number) {
      const { rated } = this.session;
      rated.set(id, number);
      storage.set(this.ratedKey, JSON.stringify({ of: this.session.id, rated: Object.fromEntries(rated) }));
    }

    /** A quiet row under the bubble that answers; what follows it may ask something else. */
    rate({ id, status }, nodes) {
      if (!string(id) || !ANSWERS.includes(status)) return;
      const bubbles = nodes.filter((node) => node.matches('.bubble'));
      // Without Rasa the first one says so, and the last one answers.
      const answer = status === 'degraded' ? bubbles[bubbles.length - 1] : bubbles[0];
      if (answer) answer.after(this.rating(id));
    }

    rating(id) {
      const { session } = this;
      const told = el('p', { role: 'status', tabIndex: -1 });
      const more = el('div', { className: 'reasons', hidden: true });
      const button = (title, pressed) => {
        const made = el('button', { type: 'button', className: 'plain' }, title);
        made.addEventListener('click', pressed);
        return made;
      };
      const tell = async (opinion) => {
        const { ok, body } = await this.fetched(`/conversations/${session.id}/feedback`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ message: id, ...opinion }),
        });
        if (session !== this.session) return;
        if (ok) this.keepRating(id, string(body.number));
        this.keepAtBottom(() => {
          if (ok) rest(string(body.text));
          else told.textContent = string(body.detail) || TEXT.notTold;
        });
      };
      const yes = button(TEXT.helped, () => tell({ helpful: true }));
      const no = button(TEXT.helpedNot, () => {
        if (!more.firstChild) more.append(...this.reasons(button, tell));
        this.keepAtBottom(() => { more.hidden = !more.hidden; });
        no.setAttribute('aria-expanded', String(!more.hidden));
      });
      const again = button(TEXT.change, () => {
        const hadFocus = this.shadowRoot.activeElement === again;
        ask();
        if (hadFocus) yes.focus({ preventScroll: true });
      });
      const ask = () => {
        yes.hidden = no.hidden = false;
        again.hidden = true;
        told.textContent = '';
      };
      // The buttons go: whoever was on one of them stays here.
      const rest = (words) => {
        const hadFocus = row.contains(this.shadowRoot.activeElement);
        yes.hidden = no.hidden = more.hidden = true;
        no.setAttribute('aria-expanded', 'false');
        again.hidden = false;
        told.textContent = words;
        if (hadFocus) told.focus({ preventScroll: true });
      };
      no.setAttribute('aria-expanded', 'false');
      // Not read out with each answer; what is said to it is.
      const row = el('div', {
        className: 'rating', role: 'group', 'aria-label': '这条回答帮上忙了吗', 'aria-live': 'off',
      }, yes, no, told, again, more);
      ask();
      const number = session.rated.get(id);
      if (number !== undefined) {
        const written = number && `，编号 ${number.slice(0, 4)}-${number.slice(4)}。`;
        rest(number ? TEXT.saidHelpedNot + written : TEXT.saidHelped);
      }
      return row;
    }

    /** One of the reasons, and words of one's own; neither is needed. */
    reasons(button, tell) {
      let chosen = null;
      const all = Object.entries(REASONS).map(([reason, title]) => {
        const one = button(title, () => {
          chosen = chosen === reason ? null : reason;
          all.forEach((each) => each.setAttribute('aria-pressed', String(each === one && chosen !== null)));
        });
        one.setAttribute('aria-pressed', 'false');
        return one;
      });
      const words = el('textarea', { rows: 2, maxLength: MAX_LENGTH, autocomplete: 'off' });
      let sending = false; // a button that is disabled loses the focus
      const send = button(TEXT.tell, async () => {
        if (sending) return;
        sending = true;
        await tell({ helpful: false, reason: chosen, text: words.value });
        sending = false;
      });
      return [
        el('div', { className: 'reason', role: 'group', 'aria-label': TEXT.whyNot }, el('span', {}, TEXT.whyNot), ...all),
        el('label', {}, TEXT.tellMore, words),
        send,
      ];
    }

    // --- bookings

    /** Times to choose from, and those of any other day. */
    slots(card, buttons) {
      const slots = objects(card.slots).filter((slot) => buttonOf(slot, buttons));
      if (!slots.length) return [];
      const groups = new Map();
      const several = new Set(slots.map((slot) => slot.office)).size > 1;
      for (const slot of slots) {
        const place = `${dayName(dayOf(slot.start))}${several ? ` ${string(slot.office_name)}` : ''}`;
        groups.set(place, [...(groups.get(place) || []), slot]);
      }
      const choose = choiceOf(buttonOf(slots[0], buttons).payload);
      return [
        el('div', { className: 'picker', role: 'group', 'aria-label': '选日子和时间' },
          ...[...groups].flatMap(([place, some]) => [
            el('p', { className: 'heading' }, place), this.times(some, choose, place)])),
        this.otherDays(card, slots, choose),
      ];
    }

    times(slots, { intent, named }, place) {
      return el('div', { className: 'times' }, ...slots.map((slot) => {
        const time = `${timeOf(slot.start)}—${timeOf(slot.end)}`;
        const full = slot.free === 0;
        const wanted = { ...named, office: slot.office, start: slot.start, ...(full ? { wait: true } : {}) };
        const left = full ? '已满，候补' : `余${slot.free}`;
        const shown = `${place} ${time}${full ? ' 候补' : ''}`;
        const node = this.choice(time, `${intent}${JSON.stringify(wanted)}`, shown);
        node.setAttribute('aria-label', `${place} ${time} ${left}`);
        node.append(el('span', { className: 'facts' }, left));
        return node;
      }));
    }

    otherDays(card, slots, choose) {
      const { office, start } = slots[0];
      const day = el('input', { type: 'date', 'aria-label': '日子', value: dayOf(start) });
      const found = el('div', { className: 'picker' });
      // A number of full times cannot be waited for while a booking is moved.
      const open = (slot) => slot.free > 0 || choose.intent === '/booking_create';
      let asked = 0;
      const load = async (from, step) => {
        asked += 1;
        const mine = asked;
        let reply = null;
        let at = from;
        for (let tried = 0; tried < (step ? DAYS_TRIED : 1); tried += 1) {
          const query = new URLSearchParams({ office, item: string(card.item), date: at });
          reply = await this.fetched(`/slots?${query}`);
          if (mine !== asked) return;
          if (!reply.ok || objects(reply.body.slots).length) break;
          at = dayAfter(at, step || 1);
        }
        const free = objects(reply.body.slots).filter(open);
        // Past the days that can be booked it stays where it is, and says why.
        if (free.length || !step) day.value = reply.ok && step ? at : from;
        const place = dayName(free.length ? at : from);
        const why = string(reply.body.reason) || string(reply.body.detail) || (reply.ok ? '没有空的时间。' : TEXT.notFetched);
        this.keepAtBottom(() => found.replaceChildren(...(free.length
          ? [el('p', { className: 'heading' }, place), this.times(free, choose, place)]
          : [el('p', { className: 'facts' }, step ? why : `${place}：${why}`)])));
      };
      const stepper = (title, step) => {
        const button = el('button', { type: 'button' }, title);
        button.addEventListener('click', () => load(dayAfter(day.value || dayOf(start), step), step));
        return button;
      };
      day.addEventListener('change', () => {
        if (day.value > '2000') load(day.value, 0);
      });
      const other = fold('看别的日子和时间',
        el('div', { className: 'days' }, day, stepper('前一天', -1), stepper('后一天', 1)), found);
      other.addEventListener('toggle', () => {
        if (other.open && !asked) load(day.value, 0);
      });
      return other;
    }

    /** The reference to show at the counter, and what one takes along. */
    booking(card) {
      const reference = string(card.reference);
      const written = `${reference.slice(0, 4)}-${reference.slice(4)}`;
      const standing = ['booked', 'changed'].includes(card.state);
      const state = el('p', { className: 'badge' }, STATES[card.state] || string(card.state),
        card.state === 'held' && card.held_until ? `，留到${timeOf(card.held_until)}` : '');
      const ticket = el('div', { className: 'ticket', role: 'group', 'aria-label': '预约' }, state,
        el('p', { className: 'heading' }, string(card.item_name)),
        el('p', {}, `${dayName(dayOf(card.start))} `,
          el('span', { className: 'whole' }, `${timeOf(card.start)}—${timeOf(card.end)}`)),
        el('p', {}, [card.office_name, card.region && `（${card.region}）`].map(string).join('')));
      if (!standing) return ticket;
      ticket.append(
        el('p', { className: 'reference', 'aria-hidden': 'true' }, written),
        el('p', { className: 'facts' }, el('span', { className: 'unseen' }, '预约号'), '念作：',
          ...string(card.spoken).split('，').flatMap((part, at) => [at ? '，' : '', el('span', { className: 'whole' }, part)])));
      const asking = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
      asking.body = JSON.stringify({ conversation: this.session.id });
      const take = (title, file, then) => {
        const button = el('button', { type: 'button' }, title);
        button.addEventListener('click', async () => {
          const { ok, text, body } = await this.fetched(`/bookings/${encodeURIComponent(reference)}/${file}`, asking);
          const failed = !ok || then(text) === false;
          note.textContent = failed ? string(body.detail) || TEXT.notFetched : '';
        });
        return button;
      };
      const note = el('p', { className: 'late' });
      const image = el('div');
      ticket.append(
        el('div', { className: 'buttons' },
          take('出示二维码', 'qr.svg', (text) => {
            const code = drawn(text, `预约号 ${written} 的二维码`);
            if (!code) return false;
            this.keepAtBottom(() => image.replaceChildren(code));
            return true;
          }),
          take('存到日历', 'calendar.ics', (text) => save(`预约${written}.ics`, text, 'text/calendar;charset=utf-8'))),
        note, image);
      return ticket;
    }

    /** What a path of the server holds: its words, and its body where it is JSON. Never throws. */
    async fetched(path, options = {}) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), HISTORY_TIMEOUT);
      try {
        const response = await fetch(`${this.server}/api/v1${path}`, {
          ...options, credentials: 'omit', cache: 'no-store', signal: controller.signal,
        });
        const text = await response.text();
        const isJson = /json/.test(response.headers.get('Content-Type'));
        return { ok: response.ok, text, body: isJson ? JSON.parse(text) || {} : {} };
      } catch (error) {
        return { ok: false, text: '', body: {} };
      } finally {
        clearTimeout(timer);
      }
    }

    // --- who it is

    /** The field for `kind` of number instead of the one for words; null brings the words back. */
    takeField(kind) {
      const field = FIELDS[kind];
      const hadFocus = [this.input, this.asked, this.words].includes(this.shadowRoot.activeElement);
      this.kind = field ? kind : null;
      this.asked.value = '';
      this.asked.hidden = this.words.hidden = !field;
      this.input.hidden = Boolean(field);
      this.label.textContent = field ? field.label : '您的问题';
      this.label.htmlFor = field ? 'asked' : 'input';
      this.label.className = field ? 'asked' : 'unseen';
      this.hint.textContent = field ? field.hint : TEXT.privacy + TEXT.disclaimer;
      if (field) {
        this.asked.inputMode = field.inputMode;
        this.asked.autocomplete = field.autocomplete;
      }
      this.inputChanged();
      if (hadFocus) this.field.focus({ preventScroll: true });
    }

    get field() { return this.kind ? this.asked : this.input; }

    // --- sending

    submit() {
      const { field } = this;
      const text = field.value.trim();
      if (!text) return;
      field.value = '';
      this.inputChanged();
      field.focus();
      this.say(text, masked(text, Boolean(this.kind)));
    }

    inputChanged() {
      this.send.disabled = !this.field.value.trim();
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
      this.session.failed.delete(message);
      this.polling = false;
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
        ofTab.set(this.pendingKey, String(session.known));
        const reply = await this.request(session, '/messages', SEND_TIMEOUT, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ text: message.text, client_message_id: message.id }),
        });
        if (session !== this.session) return;
        // A page that is left loses the answer just so: then it is waited for on the next one.
        if (reply.status) ofTab.set(this.pendingKey, null);
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
      this.session.known = Math.min(this.session.known + 1 + messages.length, HISTORY_LENGTH);
      if (PRIVATE.includes(body.status)) nodes.forEach((node) => node.classList.add('private'));
      if (body.status === 'session_ended') this.hidePrivate();
      if (body.status === 'own_data_told' && nodes[0]) nodes[0].append(this.ownData());
      message.turn.append(...nodes);
      message.turn.classList.add('done');
      this.rate(body, nodes);
      this.takeField(fieldFor(messages, body.status));
      this.arrived(nodes[0], follow);
    }

    /** The whole of one's own data as a file; the server gives it only while the session lasts. */
    ownData() {
      const note = el('p', { className: 'late' });
      const button = el('button', { type: 'button' }, '下载我的信息');
      button.addEventListener('click', async () => {
        const { ok, text, body } = await this.fetched('/personal-data/export', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ conversation: this.session.id }),
        });
        const failed = !ok || save('我的信息.json', text, 'application/json;charset=utf-8') === false;
        note.textContent = failed ? string(body.detail) || TEXT.notFetched : '';
      });
      return el('div', {}, el('div', { className: 'buttons' }, button), note);
    }

    /** Whoever left should not leave behind what only they may see. */
    hidePrivate() {
      this.log.querySelectorAll('.buttons.private').forEach((node) => node.remove());
      this.log.querySelectorAll('.bubble.private').forEach((node) => {
        node.replaceWith(bubble('bot', ...renderText(TEXT.leftPrivate)));
      });
    }

    /** A reader who has scrolled up is left alone, and told. scrollIntoView would move the page too. */
    arrived(node, follow) {
      if (follow) this.log.scrollTop = node.offsetTop - 12;
      else this.news = node;
      this.jump.hidden = follow || this.atBottom();
    }

    showNews() {
      this.jump.hidden = true;
      if (this.news && this.news.isConnected) this.log.scrollTop = this.news.offsetTop - 12;
      this.log.focus({ preventScroll: true });
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
          this.log.focus({ preventScroll: true }); // the button that had the focus is gone
          this.again(message);
        });
        message.note.append(button);
        this.session.failed.add(message);
      }
      this.keepAtBottom(() => message.turn.append(message.note));
    }

    again(message) {
      this.clearNote(message);
      this.post(message);
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
:host { all: initial; }
.root {
  --bg: #fff; --text: #1b1f24; --soft: #505a66; --line: #c9d0d8; --edge: #76818d; --size: 16px; --tall: 44px;
  --bot: #f1f4f7; --user: #0b57a4; --on-user: #fff; --accent: #0b57a4; --warn: #a3260f; color-scheme: light;
}
.root.dark {
  --bg: #15191e; --text: #e8ebee; --soft: #adb6c0; --line: #3a434d; --edge: #7d8894; color-scheme: dark;
  --bot: #232931; --user: #1d4f86; --on-user: #fff; --accent: #8cc0f7; --warn: #ffab99;
}
.root.contrast {
  --bg: #fff; --text: #000; --soft: #000; --line: #000; --edge: #000;
  --bot: #fff; --user: #00264d; --on-user: #fff; --accent: #00264d; --warn: #7a0000;
}
.root.contrast.dark {
  --bg: #000; --text: #fff; --soft: #fff; --line: #fff; --edge: #fff;
  --bot: #000; --user: #ffe600; --on-user: #000; --accent: #ffe600; --warn: #ffc2b5;
}
.root.elder { --size: 22px; --tall: 56px; }
.elder header .plain { padding: 0 6px; }
.contrast .bubble, .contrast .buttons button, .contrast .times button { border-width: 2px; }
.contrast a, .contrast summary { text-decoration: underline; }
:host([open]) { display: block; height: 640px; max-height: 90vh; }
:host([hidden]) { display: none; }
*, *::before { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  height: 100%; color: var(--text); text-align: start; overflow-wrap: anywhere;
  font: var(--size)/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
button, textarea, input { font: inherit; color: inherit; }
button { cursor: pointer; border-radius: 8px; min-height: var(--tall); }
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
header { display: flex; flex-wrap: wrap; align-items: center; padding: 8px 8px 8px 16px; border-bottom: 1px solid var(--line); }
.tools { display: flex; flex-wrap: wrap; padding: 4px 8px; border-bottom: 1px solid var(--line); }
.title { flex: 1; min-width: 3.5em; line-height: 1.35; }
@media (max-width: 480px) { .title span { display: none; } }
.title strong { display: block; font-size: 1.125em; }
.title span { color: var(--soft); }
.plain { flex: none; padding: 0 9px; border: 0; background: none; color: var(--accent); }
.plain[aria-pressed=true] { font-weight: 600; box-shadow: inset 0 -3px var(--accent); }
.hint .plain { min-height: 24px; padding: 0 4px; text-decoration: underline; }

.log { position: relative; flex: 1; min-height: 0; overflow-y: auto; padding: 12px 16px; }
.turn, .history { display: flow-root; }
.bubble { position: relative; width: fit-content; max-width: 92%; margin: 6px 0; padding: 9px 13px; border-radius: 12px; }
.bot { background: var(--bot); border: 1px solid var(--line); border-top-left-radius: 3px; }
.user { margin-left: auto; background: var(--user); color: var(--on-user); border: 1px solid transparent; border-top-right-radius: 3px; }
.bubble p + p { margin-top: 4px; }
.bubble .gap { margin-top: 12px !important; }
.bubble ul, .bubble ol { padding-left: 22px; }
details { margin-top: 10px; padding-top: 4px; border-top: 1px solid var(--line); }
summary { min-height: var(--tall); padding: 9px 0; cursor: pointer; color: var(--accent); border-radius: 4px; }
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
dd { margin: 0 0 0 auto; font-weight: 600; }
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
.buttons button, .times button, .days button { padding: 8px 14px; border: 1px solid var(--accent); background: var(--bg); color: var(--accent); text-align: start; line-height: 1.4; }
.plain:hover, .buttons button:hover, .times button:hover, .days button:hover { background: var(--bot); }
.bubble .buttons { margin: 10px 0 0; }
.rating { margin: 0 0 10px; color: var(--soft); }
.rating .plain { min-height: 32px; padding: 2px 8px; border-radius: 6px; }
.elder .rating .plain { min-height: var(--tall); }
.rating p { display: inline; padding: 0 8px; }
.reasons { max-width: 92%; margin-top: 4px; padding: 8px 13px; border: 1px solid var(--line); border-radius: 8px; }
.reasons > .plain { border: 1px solid var(--accent); }
.reason span { display: block; }
.reasons label, .reasons textarea { display: block; width: 100%; }
.reasons label { margin: 6px 0; }
.reveal, .elder .buttons:not(.all) button:nth-child(n+4):not(.reveal), .elder .all .reveal { display: none; }
.elder .reveal { display: block; }
.jump { align-self: center; margin: 0 0 6px; padding: 0 18px; border: 0; background: var(--user); color: var(--on-user); }
.times { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.9em, 1fr)); gap: 8px; margin: 6px 0 10px; }
.times button, .days button { padding: 6px 2px; text-align: center; white-space: nowrap; }
.whole { white-space: nowrap; }
.picker { margin-top: 8px; }
.days { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
.days input { grid-column: 1 / -1; min-height: var(--tall); padding: 4px 12px; }
.ticket { margin-top: 10px; padding: 10px 12px; border: 2px dashed var(--edge); border-radius: 8px; background: var(--bg); }
.ticket p + p { margin-top: 2px; }
.badge { width: fit-content; padding: 0 8px; border: 1px solid var(--accent); border-radius: 4px; color: var(--accent); font-weight: 600; }
.ticket .reference { margin-top: 8px; font: 700 1.5em/1.4 ui-monospace, Consolas, monospace; letter-spacing: .06em; }
.qr { display: block; width: 200px; max-width: 100%; margin: 10px auto 0; background: #fff; }
.chart svg { display: block; width: 100%; height: 80px; margin-top: 10px; }
.chart + .swipe { margin-top: 6px; }
.chart i { display: inline-block; width: .8em; height: .8em; margin-right: 4px; }
.principal { fill: var(--user); background: var(--user); }
.interest { fill: var(--warn); background: var(--warn); }
.late { color: var(--warn); }
.bubble .timeline { margin: 12px 0 4px; padding: 0; list-style: none; }
.timeline li { position: relative; padding: 0 0 14px 28px; }
.timeline li::before { content: ""; position: absolute; left: 4px; top: .35em; width: 13px; height: 13px; border: 2px solid var(--accent); border-radius: 50%; background: var(--accent); z-index: 1; }
.timeline li:not(:last-child)::after { content: ""; position: absolute; left: 10px; top: 1em; bottom: -.4em; width: 2px; background: var(--edge); }
.timeline .next::before { background: var(--bg); }
.timeline .now::before { box-shadow: 0 0 0 4px var(--line); }
.timeline .badge { display: inline-block; margin-left: 8px; line-height: 1.4; }
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

form { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 8px; padding: 10px 12px 6px; border-top: 1px solid var(--line); }
.asked { flex: 0 0 100%; color: var(--soft); }
textarea, input {
  flex: 1; min-width: 0; min-height: calc(1.6em + 20px); max-height: 132px; margin: 0; padding: 9px 12px; resize: none;
  border: 1px solid var(--edge); border-radius: 8px; background: var(--bg);
}
textarea:focus-visible, form input:focus-visible { outline-width: 2px; outline-offset: 0; }
textarea::placeholder { color: var(--soft); opacity: 1; }
.send { flex: none; min-height: calc(1.6em + 20px); padding: 0 18px; border: 1px solid transparent; background: var(--user); color: var(--on-user); font-weight: 600; }
.send:disabled { background: var(--bot); color: var(--soft); border-color: var(--line); }
.hint { padding: 0 14px 10px; color: var(--soft); line-height: 1.45; }
`;

  // A page may load the script twice.
  if (!customElements.get('suyetong-chat')) customElements.define('suyetong-chat', SuyetongChat);
})();
