import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { INDEXES } from '../lambdas/table-keys.ts';
import { type Item, indexRowSize, itemSize, queryUnits, readUnits, writeUnits } from './capacity.ts';

/** Counts what a client's calls cost in capacity units. It has to see all writes from the first one on. */
export class MeteredTable {
  writes = 0;
  reads = 0;
  /** Write units by what was written: `head`, `version`, … */
  readonly byType = new Map<string, number>();
  readonly #items = new Map<string, Item>();

  constructor(client: DynamoDBClient) {
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const input = inputShape.parse(args.input);
          try {
            const result = await next(args);
            const output = outputShape.parse(result.output);
            this.#count(commandName ?? '', input, output);
            return result;
          } catch (error) {
            if (error instanceof Error && error.name === 'ConditionalCheckFailedException')
              this.#refused(input);
            throw error;
          }
        },
      { step: 'initialize', name: 'meter' },
    );
  }

  reset(): void {
    this.writes = 0;
    this.reads = 0;
    this.byType.clear();
  }

  #count(command: string, input: Input, output: Output): void {
    if (command === 'PutItemCommand' && input.Item !== undefined) this.#put(input.Item);
    if (command === 'UpdateItemCommand' && output.Attributes !== undefined) this.#put(output.Attributes);
    if (command === 'BatchWriteItemCommand') {
      for (const request of Object.values(input.RequestItems ?? {}).flat()) {
        if ('PutRequest' in request && request.PutRequest?.Item !== undefined)
          this.#put(request.PutRequest.Item);
      }
    }
    if (command === 'GetItemCommand') {
      this.reads += readUnits(
        [output.Item === undefined ? 0 : itemSize(output.Item)],
        input.ConsistentRead === true,
      );
    }
    if (command === 'BatchGetItemCommand') {
      const consistent = Object.values(input.RequestItems ?? {}).some(
        (one) => 'ConsistentRead' in one && one.ConsistentRead,
      );
      const items = Object.values(output.Responses ?? {}).flat();
      this.reads += readUnits(items.map(itemSize), consistent === true);
    }
    if (command === 'QueryCommand') {
      const index = INDEXES.find(({ name }) => name === input.IndexName);
      const sizes = (output.Items ?? []).map((item) =>
        index === undefined ? itemSize(item) : indexRowSize(index, item),
      );
      this.reads += queryUnits(sizes, input.ConsistentRead === true);
    }
  }

  #put(item: Item): void {
    const name = `${item.pk?.S}\n${item.sk?.S}`;
    const units = writeUnits(this.#items.get(name) ?? null, item);
    this.#items.set(name, item);
    this.writes += units;
    const type = item.type?.S ?? '';
    this.byType.set(type, (this.byType.get(type) ?? 0) + units);
  }

  /** A write whose condition did not hold is charged for the item that it met. */
  #refused({ Item: item, Key: key }: Input): void {
    const met = this.#items.get(`${(item ?? key)?.pk?.S}\n${(item ?? key)?.sk?.S}`);
    this.writes += Math.max(1, Math.ceil((met === undefined ? 0 : itemSize(met)) / 1024));
  }
}

const item = z.optional(z.custom<Item>());

/** What of the commands' inputs and outputs is looked at. */
const inputShape = z.object({
  Item: item,
  Key: item,
  IndexName: z.optional(z.string()),
  ConsistentRead: z.optional(z.boolean()),
  RequestItems: z.optional(z.custom<Requests>()),
});
const outputShape = z.object({
  Item: item,
  Attributes: item,
  Items: z.optional(z.array(z.custom<Item>())),
  Responses: z.optional(z.custom<Readonly<Record<string, readonly Item[]>>>()),
});
type Input = z.infer<typeof inputShape>;
type Output = z.infer<typeof outputShape>;
type Requests = Readonly<
  Record<
    string,
    readonly { readonly PutRequest?: { readonly Item?: Item } }[] | { readonly ConsistentRead?: boolean }
  >
>;
