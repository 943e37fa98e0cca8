/** Texts on a page. */
const PAGE_BITS = 6;
const PAGE = 1 << PAGE_BITS;

type Page = (string | undefined)[];

/**
 * Texts by their numbers, of which few are ever asked for and those may lie far apart: an array that grows to the
 * highest is slow to make, and a map of very many slow to ask.
 */
export class TextPages {
  private readonly pages: (Page | undefined)[];

  /** `count`: numbers are less. */
  constructor(count: number) {
    this.pages = new Array(Math.ceil(count / PAGE));
  }

  get(number: number): string | undefined {
    return this.pages[number >> PAGE_BITS]?.[number & (PAGE - 1)];
  }

  set(number: number, text: string): void {
    const index = number >> PAGE_BITS;
    const page: Page = this.pages[index] ?? new Array(PAGE);
    page[number & (PAGE - 1)] = text;
    this.pages[index] = page;
  }
}
