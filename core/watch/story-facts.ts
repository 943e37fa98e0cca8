import type { Story } from '../story/story.ts';
import type { FactName } from './rule.ts';
import { subjectsWithParents } from './subject-codes.ts';

/** What a story's data say, for clauses like `language:` and `subject:`. */
export class StoryFacts {
  private readonly story: Story;
  private subjects: ReadonlySet<string> | null = null;

  constructor(story: Story) {
    this.story = story;
  }

  /** Whether the fact has this value (lower case; a subject's code also stands for all below it). */
  has(fact: FactName, value: string): boolean {
    if (fact === 'subject') {
      this.subjects ??= subjectsWithParents(this.story.subjects);
      return this.subjects.has(value);
    }
    const own = String(this.story[fact] ?? '').toLowerCase();
    // Copy that two agencies share came by each: Reuters/AFP.
    return own === value || (fact === 'via' && own.split('/').some((agency) => agency.trim() === value));
  }
}
