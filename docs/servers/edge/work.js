// The work that a trigger starts: yours goes here.
export async function work(trigger) {
  console.log(trigger.id, trigger.search, trigger.body);
}
