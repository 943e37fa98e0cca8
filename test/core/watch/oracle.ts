import {
  fieldText,
  leadOpensBody,
  type Story,
  TEXT_FIELDS,
  type TextField,
} from '../../../core/story/story.ts';
import { endingForms } from '../../../core/watch/analysis/endings.ts';
import { falseFriendTest, isFalseFriend } from '../../../core/watch/analysis/false-friends.ts';
import { fold } from '../../../core/watch/analysis/fold.ts';
import { scanText, WHOLE } from '../../../core/watch/analysis/scan.ts';
import { danishStem, englishStem } from '../../../core/watch/analysis/stem.ts';
import { Tokens } from '../../../core/watch/analysis/tokens.ts';
import {
  baseForm,
  capitalsForm,
  type WordForms,
  wordForms,
} from '../../../core/watch/analysis/word-forms.ts';
import type { Evidence, Match } from '../../../core/watch/match.ts';
import { printTerm } from '../../../core/watch/parse-term.ts';
import type { Rule, RuleField, WithinRule, WordsRule } from '../../../core/watch/rule.ts';
import { subjectsWithParents } from '../../../core/watch/subject-codes.ts';
import type { SingleTerm, Term } from '../../../core/watch/term.ts';
import type { Topic } from '../../../core/watch/topic.ts';

/**
 * What a set of topics makes of a story, worked out in the plainest way there is: no index, no postings,
 * no compiled form, every clause tried on every word. Only the division into words and sentences and the
 * stems are shared with the matcher. Slow; the matcher must agree with it exactly.
 */
export function matchNaively(topics: readonly Topic[], story: Story): readonly Match[] {
  const text = layOut(story);
  return [...topics]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((topic) => new NaiveTopic(topic, story, text).match() ?? []);
}

interface Word {
  readonly field: TextField;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly paragraph: number;
  readonly place: number;
  readonly joined: boolean;
  readonly raw: string;
}

/** Tokens `from` to `to` (behind the last) that stand for one word of the text. */
interface Unit {
  readonly from: number;
  readonly to: number;
  readonly forms: WordForms;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Layout {
  readonly words: readonly Word[];
  readonly units: readonly Unit[];
  readonly leadLength: number;
  readonly bodyParagraphs: readonly number[];
}

function layOut(story: Story): Layout {
  const words: Word[] = [];
  const units: Unit[] = [];
  let sentences = 0;
  let paragraphs = 0;
  let places = 0;
  for (const field of TEXT_FIELDS) {
    if (field === 'lead' && story.lead !== null && leadOpensBody(story)) continue;
    const text = fieldText(story, field);
    const tokens = new Tokens();
    const first = words.length;
    const wholes: { from: number; to: number; raw: string }[] = [];
    scanText(text, tokens, {
      word(source, start, end, _hash, standing, from, width) {
        if (standing === WHOLE) wholes.push({ from, to: from + width, raw: source.slice(start, end) });
      },
    });
    for (let token = 0; token < tokens.count; token++) {
      const sentence = tokens.sentence[token] ?? 0;
      const start = tokens.start[token] ?? 0;
      const end = tokens.end[token] ?? 0;
      const joined = tokens.joined[token] === 1;
      const part = joined || tokens.joined[token + 1] === 1;
      words.push({
        field,
        start,
        end,
        joined,
        sentence: sentence + sentences,
        paragraph: (tokens.paragraphOf[sentence] ?? 0) + paragraphs,
        place: (tokens.place[token] ?? 0) + places,
        raw: text.slice(start, end),
      });
      units.push({
        from: first + token,
        to: first + token + 1,
        forms: formsOf[
          part && token < tokens.count && (joined || isJoinedNext(tokens, token)) ? 'part' : 'alone'
        ](text.slice(start, end)),
      });
    }
    for (const { from, to, raw } of wholes)
      units.push({ from: first + from, to: first + to, forms: formsOf.whole(raw) });
    sentences += tokens.sentences;
    paragraphs += tokens.paragraphs;
    places = (words.at(-1)?.place ?? places) + 1000;
  }
  const bodyParagraphs = [
    ...new Set(words.filter(({ field }) => field === 'body').map(({ paragraph }) => paragraph)),
  ];
  return { words, units, leadLength: leadOpensBody(story) ? (story.lead?.length ?? 0) : -1, bodyParagraphs };
}

function isJoinedNext(tokens: Tokens, token: number): boolean {
  return token + 1 < tokens.count && tokens.joined[token + 1] === 1;
}

/** Evidence before it is sorted. */
interface Item extends Span {
  readonly clause: string;
  readonly lead: boolean;
}

/** The words a rule is asked of: indexes of words, and whether they are the whole story. */
const names = new WeakMap<Term, string>();

/** The same for terms that are written alike, as a list's are in each clause that uses it. */
function nameOf(term: Term): string {
  const name = names.get(term) ?? JSON.stringify(term);
  names.set(term, name);
  return name;
}

interface Scope {
  readonly has: (word: number) => boolean;
  readonly storyWide: boolean;
}

class NaiveTopic {
  private readonly topic: Topic;
  private readonly story: Story;
  private readonly text: Layout;
  private readonly ignored: readonly Span[];
  private readonly known = new Map<string, readonly Span[]>();
  private readonly present = new Map<Rule, readonly Term[]>();

  constructor(topic: Topic, story: Story, text: Layout) {
    this.topic = topic;
    this.story = story;
    this.text = text;
    this.ignored = topic.ignoreInside.flatMap((term) => this.spans(term));
  }

  match(): Match | null {
    const { where, rule } = this.topic;
    const scope: Scope = {
      has: where === 'headline' ? (word) => this.isIn(word, 'headline') : this.isText,
      storyWide: true,
    };
    if (!this.holds(rule, scope)) return null;
    const items = this.tidy(this.evidence(rule, scope, null, false));
    if (items.length === 0) return null;
    const sentences = new Set(items.map(({ from }) => this.text.words[from]?.sentence)).size;
    if (
      where === 'prominent' &&
      sentences < 3 &&
      !this.holds(rule, { has: this.isUpper(3), storyWide: true })
    )
      return null;
    const clauses = new Set(items.map(({ clause }) => clause)).size;
    const score =
      40 +
      Math.max(...items.map(({ from }) => this.points(from))) +
      Math.min(20, 4 * (sentences - 1)) +
      Math.min(15, 5 * (clauses - 1));
    return {
      topic: this.topic.id,
      score,
      evidence: items.slice(0, 100).map((item) => this.toEvidence(item)),
    };
  }

  private readonly isText = (word: number): boolean =>
    ['headline', 'lead', 'body'].includes(this.text.words[word]?.field ?? '');

  /** Headline, lead and so many paragraphs of the body. */
  private isUpper(paragraphs: number): (word: number) => boolean {
    const upper = this.text.bodyParagraphs.slice(0, paragraphs);
    return (word) => {
      const { field, paragraph } = this.text.words[word] ?? { field: 'place', paragraph: -1 };
      return field === 'headline' || field === 'lead' || (field === 'body' && upper.includes(paragraph));
    };
  }

  private points(word: number): number {
    if (this.isIn(word, 'headline')) return 25;
    if (this.isUpper(1)(word)) return 15;
    return this.isUpper(3)(word) ? 8 : 0;
  }

  private isIn(index: number, field: RuleField): boolean {
    if (field === 'top') return this.isIn(index, 'headline') || this.isIn(index, 'lead');
    const word = this.text.words[index];
    if (word === undefined) return false;
    if (field === 'lead' && this.text.leadLength >= 0)
      return word.field === 'body' && word.end <= this.text.leadLength;
    return word.field === field;
  }

  private spansIn(term: Term, scope: Scope): readonly Span[] {
    return this.spans(term).filter((span) => {
      for (let word = span.from; word < span.to; word++) if (!scope.has(word)) return false;
      return !this.ignored.some(({ from, to }) => span.from < to && from < span.to);
    });
  }

  /** Those of a rule's terms that stand anywhere in the story: a list may have hundreds that do not. */
  private termsOf(rule: Extract<Rule, { readonly kind: 'words' }>): readonly Term[] {
    const known = this.present.get(rule) ?? rule.terms.filter((term) => this.spans(term).length > 0);
    this.present.set(rule, known);
    return known;
  }

  private spans(term: Term): readonly Span[] {
    const known = this.known.get(nameOf(term));
    if (known !== undefined) return known;
    const spans = this.findSpans(term);
    this.known.set(nameOf(term), spans);
    return spans;
  }

  private findSpans(term: Term): readonly Span[] {
    if (term.kind === 'phrase') return unique(this.chains(term.parts, false));
    if (term.kind === 'joined') {
      const closed: SingleTerm = { kind: 'word', text: term.parts.map(({ text }) => text).join('') };
      return unique([...this.spans(closed), ...this.chains(term.parts, true)]);
    }
    const meets = meeting(term);
    return unique(this.text.units.filter(({ forms }) => meets(forms)).map(({ from, to }) => ({ from, to })));
  }

  private chains(parts: readonly Term[], joined: boolean): readonly Span[] {
    const [first, ...rest] = parts;
    if (first === undefined) return [];
    let chains = this.spans(first);
    for (const part of rest) {
      chains = chains.flatMap(({ from, to }) => {
        const word = this.text.words[to];
        const before = this.text.words[to - 1];
        if (word === undefined || before === undefined) return [];
        if (joined ? !word.joined : word.sentence !== before.sentence) return [];
        return this.spans(part)
          .filter((span) => span.from === to)
          .map((span) => ({ from, to: span.to }));
      });
    }
    return chains;
  }

  private holds(rule: Rule, scope: Scope): boolean {
    switch (rule.kind) {
      case 'words':
        return this.termsOf(rule).some((term) => this.spansIn(term, scope).length > 0);
      case 'any':
        return rule.of.some((part) => this.holds(part, scope));
      case 'all':
        return rule.of.every((part) => this.holds(part, scope));
      case 'at-least':
        return rule.of.filter((part) => this.holds(part, scope)).length >= rule.count;
      case 'none': {
        const asked = scope.storyWide ? { has: this.isText, storyWide: true } : scope;
        return !rule.of.some((part) => this.holds(part, asked));
      }
      case 'together':
        return this.units(rule.span, scope).some((unit) => rule.of.every((part) => this.holds(part, unit)));
      case 'within':
        return this.choices(rule, scope).length > 0;
      case 'field':
        return this.holds(rule.of, this.fieldScope(rule.field, scope));
      case 'fact':
        return this.hasFact(rule.fact, rule.values);
    }
  }

  /** Evidence of a rule that holds. */
  private evidence(rule: Rule, scope: Scope, outer: string | null, lead: boolean): readonly Item[] {
    const clause = rule.clause ?? outer;
    const ofParts = (parts: readonly Rule[], where: Scope) =>
      parts
        .filter((part) => this.holds(part, where))
        .flatMap((part) => this.evidence(part, where, clause, lead));
    switch (rule.kind) {
      case 'words':
        return this.termsOf(rule).flatMap((term) =>
          this.spansIn(term, scope).map((span) => this.item(span, clause ?? printTerm(term), lead)),
        );
      case 'any':
      case 'all':
      case 'at-least':
        return ofParts(rule.of, scope);
      case 'together':
        return this.units(rule.span, scope)
          .filter((unit) => rule.of.every((part) => this.holds(part, unit)))
          .flatMap((unit) => ofParts(rule.of, unit));
      case 'within':
        return this.choices(rule, scope).flatMap((choice) =>
          choice.map((span) => this.item(span, clause ?? printTerm(span.term), lead)),
        );
      case 'field': {
        const inBody = (rule.field === 'lead' || rule.field === 'top') && this.text.leadLength >= 0;
        return this.evidence(rule.of, this.fieldScope(rule.field, scope), clause, lead || inBody);
      }
      case 'none':
      case 'fact':
        return [];
    }
  }

  /** `lead`: asked of a lead that stands in the body, so that its words count as the lead's. */
  private item({ from, to }: Span, clause: string, lead: boolean): Item {
    return { from, to, clause, lead: lead && this.isIn(from, 'lead') };
  }

  private units(span: 'sentence' | 'paragraph', scope: Scope): readonly Scope[] {
    const numbers = new Set(this.text.words.filter((_, word) => scope.has(word)).map((word) => word[span]));
    return [...numbers].map((number) => ({
      has: (word: number) => scope.has(word) && this.text.words[word]?.[span] === number,
      storyWide: false,
    }));
  }

  private fieldScope(field: RuleField, scope: Scope): Scope {
    const running = ['headline', 'lead', 'body', 'top'].includes(field);
    return { has: (word) => this.isIn(word, field) && (!running || scope.has(word)), storyWide: false };
  }

  /** Every choice of one span for each operand that stands near enough, and in order where asked. */
  private choices(rule: WithinRule, scope: Scope): readonly (readonly (Span & { term: Term })[])[] {
    const place = (word: number) => this.text.words[word]?.place ?? 0;
    const near = (a: Span, b: Span) => place(b.from) - place(a.to - 1) <= rule.words;
    let choices: (Span & { term: Term })[][] = [[]];
    for (const operand of rule.of) {
      const spans = this.operandSpans(operand, scope);
      choices = choices.flatMap((choice) =>
        spans
          .filter((span) => choice.every((other) => near(other, span) && near(span, other)))
          .filter((span) => !rule.ordered || (choice.at(-1)?.to ?? 0) <= span.from)
          .map((span) => [...choice, span]),
      );
    }
    return choices;
  }

  private operandSpans(operand: WordsRule, scope: Scope): readonly (Span & { term: Term })[] {
    return this.termsOf(operand).flatMap((term) =>
      this.spansIn(term, scope).map((span) => ({ ...span, term })),
    );
  }

  private hasFact(
    fact: 'subject' | 'wire' | 'via' | 'language' | 'urgency' | 'kind',
    values: readonly string[],
  ): boolean {
    if (fact === 'subject')
      return values.some((value) => subjectsWithParents(this.story.subjects).has(value));
    const own = String(this.story[fact]).toLowerCase();
    return [own, ...(fact === 'via' ? own.split('/') : [])].some((value) => values.includes(value));
  }

  /** In order of field and place, each once, without what lies inside a longer one of the same clause. */
  private tidy(items: readonly Item[]): readonly Item[] {
    const rank = (item: Item) =>
      TEXT_FIELDS.indexOf(item.lead ? 'lead' : (this.text.words[item.from]?.field ?? 'body'));
    const different = items.filter(
      (item, index) => items.findIndex((other) => JSON.stringify(other) === JSON.stringify(item)) === index,
    );
    return different
      .filter(
        (item) =>
          !different.some(
            (other) =>
              other !== item &&
              other.clause === item.clause &&
              other.lead === item.lead &&
              other.from <= item.from &&
              other.to >= item.to,
          ),
      )
      .sort((a, b) => rank(a) - rank(b) || a.from - b.from || b.to - a.to || (a.clause < b.clause ? -1 : 1));
  }

  private toEvidence({ from, to, clause, lead }: Item): Evidence {
    const field = lead ? 'lead' : (this.text.words[from]?.field ?? 'body');
    const start = this.text.words[from]?.start ?? 0;
    const end = this.text.words[to - 1]?.end ?? 0;
    return { field, start, end, text: fieldText(this.story, field).slice(start, end), clause };
  }
}

/** What has been worked out once for the same words is not worked out again: the same answer, sooner. */
function remembered<A extends string, B>(work: (...key: A[]) => B): (...key: A[]) => B {
  const known = new Map<string, B>();
  return (...key) => {
    const name = key.join('\n');
    const before = known.get(name);
    if (before !== undefined) return before;
    const result = work(...key);
    known.set(name, result);
    return result;
  };
}

const formsOf = {
  alone: remembered((raw: string) => wordForms(raw, 'alone')),
  part: remembered((raw: string) => wordForms(raw, 'part')),
  whole: remembered((raw: string) => wordForms(raw, 'whole')),
};
const endingsOf = remembered((ending: string) => [...endingForms(ending)]);
const ownFriends = remembered((...words: string[]) => falseFriendTest(words));
const danishOf = remembered((text: string) => danishStem(baseForm(text)));
const englishOf = remembered((text: string) => englishStem(baseForm(text)));

/** Whether words of the text, as they stand, meet a single term. */
function meeting(term: SingleTerm): (word: WordForms) => boolean {
  switch (term.kind) {
    case 'word': {
      const [danish, english] = [danishOf(term.text), englishOf(term.text)];
      return (word) => word.danish === danish || word.english === english;
    }
    case 'prefix': {
      const wanted = baseForm(term.text);
      return ({ base, ends }) =>
        base.startsWith(wanted) && (ends === null || wanted.length > ends.first.length);
    }
    case 'exact': {
      const wanted = capitalsForm(term.text);
      const folded = fold(wanted);
      return (word) => (term.capitals ? word.capitals === wanted : word.exact === folded);
    }
    case 'ending':
      return ({ base, ends }) => meetsEnding(term.text, term.not, base, ends?.last ?? null);
  }
}

function meetsEnding(ending: string, not: readonly string[], base: string, last: string | null): boolean {
  const own = ownFriends(...not);
  const friend = (word: string) => isFalseFriend(word) || own(word);
  const ends = endingsOf(ending).some(
    (form) =>
      form.length >= 3 &&
      base.length >= form.length + 2 &&
      base.endsWith(form) &&
      !(last !== null && last.length >= form.length + 2),
  );

  return ends && !friend(base) && !(last !== null && friend(last));
}

function unique(spans: readonly Span[]): readonly Span[] {
  const seen = new Map(spans.map((span) => [`${span.from} ${span.to}`, span]));
  return [...seen.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}
