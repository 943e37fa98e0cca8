import { fieldText, leadOpensBody, type Story, TEXT_FIELDS } from '../story/story.ts';
import { scanText, type WordSink } from './analysis/scan.ts';
import { Tokens } from './analysis/tokens.ts';
import { RULE_FIELDS } from './rule.ts';

/** Places of fields in RULE_FIELDS, which begins with TEXT_FIELDS. */
export const HEADLINE = TEXT_FIELDS.indexOf('headline');
export const LEAD = TEXT_FIELDS.indexOf('lead');
export const BODY = TEXT_FIELDS.indexOf('body');
export const TOP = RULE_FIELDS.indexOf('top');

/** Words of different fields stand this far apart, so that no `within` reaches from one to the next. */
const FIELD_GAP = 1000;
const PROMINENT_PARAGRAPHS = 3;

/**
 * A story's fields in one row of tokens: headline, lead, body, then byline, place and keywords. A lead
 * that only repeats the start of the body is not there twice: it is that stretch of the body.
 */
export class StoryLayout {
  readonly tokens = new Tokens();
  /** First token of each field and one past its last, by the field's place in RULE_FIELDS. */
  readonly fieldFirst = new Int32Array(RULE_FIELDS.length);
  readonly fieldEnd = new Int32Array(RULE_FIELDS.length);
  /** Whether the lead is the start of the body. */
  leadInBody = false;
  /** One past headline, lead and body. */
  textEnd = 0;
  /** One past the body's third paragraph. */
  prominentEnd = 0;
  /** One past the body's first paragraph. */
  openingEnd = 0;
  readonly texts: string[] = [];

  /** Divides the story into words and tells `sink` of each. What was there before is gone. */
  read(story: Story, sink: WordSink): void {
    this.tokens.clear();
    this.leadInBody = story.lead !== null && leadOpensBody(story);
    for (let field = 0; field < TEXT_FIELDS.length; field++) {
      const name = TEXT_FIELDS[field] ?? 'body';
      const text = fieldText(story, name);
      this.texts[field] = text;
      this.fieldFirst[field] = this.tokens.count;
      if (field === BODY) this.readBody(text, sink);
      else if (field !== LEAD || !this.leadInBody) scanText(text, this.tokens, sink);
      this.fieldEnd[field] = this.tokens.count;
      this.tokens.skip(FIELD_GAP);
    }
    this.tokens.close();
    this.textEnd = this.fieldEnd[BODY] ?? 0;
    if (this.leadInBody) this.placeLeadInBody(story.lead?.length ?? 0);
    // The lead follows the headline, also where it is the start of the body.
    this.fieldFirst[TOP] = this.fieldFirst[HEADLINE] ?? 0;
    this.fieldEnd[TOP] = this.fieldEnd[LEAD] ?? 0;
  }

  private readBody(text: string, sink: WordSink): void {
    const { tokens } = this;
    const before = tokens.paragraphs;
    scanText(text, tokens, sink);
    const endOf = (paragraph: number) =>
      paragraph < tokens.paragraphs ? (tokens.paragraphFirst[paragraph] ?? 0) : tokens.count;
    this.openingEnd = endOf(before + 1);
    this.prominentEnd = endOf(before + PROMINENT_PARAGRAPHS);
  }

  private placeLeadInBody(length: number): void {
    const first = this.fieldFirst[BODY] ?? 0;
    let end = first;
    while (end < this.textEnd && (this.tokens.end[end] ?? 0) <= length) end++;
    this.fieldFirst[LEAD] = first;
    this.fieldEnd[LEAD] = end;
  }

  /** The field that a token stands in; tokens of a lead in the body stand in the body. */
  fieldOf(token: number): number {
    let field = TEXT_FIELDS.length - 1;
    while (field > 0 && (token < (this.fieldFirst[field] ?? 0) || (field === LEAD && this.leadInBody)))
      field--;
    return field;
  }
}
