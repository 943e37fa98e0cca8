import type { Story } from '../../core/story/story.ts';
import type { ReadOutcome } from '../../core/wire/outcome.ts';

const STATUSES = ['usable', 'embargoed', 'withheld', 'canceled'];
const KINDS = ['story', 'flash', 'press-release', 'advisory'];
const REVISIONS = ['none', 'update', 'correction', 'kill'];
const CONTROL = /(?![\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** What is wrong with the outcomes of one object; empty where everything is as the contract says. */
export function faultsOf(outcomes: readonly ReadOutcome[]): string[] {
  const faults: string[] = [];
  if (outcomes.length === 0) faults.push('no outcome');
  outcomes.forEach((outcome, index) => {
    if (outcome.part !== index) faults.push(`part ${outcome.part} stands at ${index}`);
    faults.push(...(outcome.kind === 'story' ? storyFaults(outcome.story) : reasonFaults(outcome.reason)));
  });
  return faults;
}

function reasonFaults(reason: string): string[] {
  if (reason.startsWith('Wirewatch failed')) return [`the reader failed: ${reason}`];
  const isSentence =
    reason.length > 10 && reason.length < 400 && /^[A-Z].*\.$/u.test(reason) && !CONTROL.test(reason);
  return isSentence ? [] : [`no sentence: ${JSON.stringify(reason.slice(0, 500))}`];
}

function storyFaults(story: Story): string[] {
  const {
    headline,
    lead,
    body,
    byline,
    place,
    slug,
    editorsNote,
    source,
    via,
    keywords,
    subjects,
    revision,
  } = story;
  const faults: string[] = [];
  const need = (holds: boolean, what: string): void => {
    if (!holds) faults.push(what);
  };
  need(story.id !== '' && !CONTROL.test(story.id), 'id');
  need(!CONTROL.test(body) && body === body.trim(), 'body');
  for (const line of [
    headline,
    lead,
    byline,
    place,
    slug,
    editorsNote,
    source,
    revision.note,
    ...keywords,
    ...revision.of,
  ]) {
    need(
      line === null || (line !== '' && !/\n/u.test(line) && !CONTROL.test(line)),
      `line ${JSON.stringify(line)?.slice(0, 80)}`,
    );
  }
  need(via === null || via !== '', 'via');
  need(/^(?:[a-z]{2,3}|und)$/u.test(story.language), `language ${story.language}`);
  for (const time of [story.createdAt, story.versionedAt, story.embargoUntil]) {
    need(time === null || new Date(time).toISOString() === time, `time ${time}`);
  }
  need(isCount(story.version), `version ${story.version}`);
  need(isCount(story.urgency) && (story.urgency ?? 1) <= 9, `urgency ${story.urgency}`);
  need(
    STATUSES.includes(story.status) && KINDS.includes(story.kind) && REVISIONS.includes(revision.kind),
    'kind',
  );
  need(
    new Set(subjects).size === subjects.length && subjects.every((code) => /^[\w.-]+:\S+$/u.test(code)),
    `subjects ${subjects}`,
  );
  need(
    headline !== null ||
      body !== '' ||
      lead !== null ||
      story.status === 'canceled' ||
      revision.kind === 'kill',
    'a story without words',
  );
  return faults;
}

function isCount(value: number | null): boolean {
  return value === null || (Number.isSafeInteger(value) && value >= 1);
}
