import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, which by themselves would begin near the end: Vitest takes the largest first. */
const SLOWEST = [
  'package',
  'demo-server/redisQueue',
  'demo-server/redisQueueServers',
  'servers/load',
  'demo-server/ending',
  'demo-server/jobsLeft',
  'demo-server/events',
  'servers/busy',
  'api',
];

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = SLOWEST.findIndex(name => moduleId.endsWith(`/test/${name}.test.ts`));
      return at < 0 ? SLOWEST.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}
