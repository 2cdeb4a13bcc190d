// The reads of the overview with the DocumentClient, for comparison: node overview.mjs WHAT, as JSON.
//
// It asks what the overview asks, at once, and adds the histograms up. It tests no change, makes no interval and shows nothing.

import readline from "node:readline";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";

const what = JSON.parse(process.argv[2]);
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({ endpoint: what.endpoint, region: "us-east-1", credentials }),
);

async function all(query) {
  const items = [];
  for await (const page of paginateQuery({ client }, query)) items.push(...page.Items);
  return items;
}

const between = (TableName, pk, from, to, more) =>
  all({
    TableName,
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
    ...more,
  });

function add(sums, name, counts) {
  const sum = (sums[name] ??= new Array(counts.length).fill(0));
  counts.forEach((count, point) => (sum[point] += count));
}

function folded(days) {
  const now = {};
  const then = {};
  for (const day of days) {
    if (day.sk === `d#${what.today}`) continue;
    const sums = day.sk >= `d#${what.shown}` ? now : then;
    add(sums, "total", day.g);
    for (const [touchpoint, counts] of Object.entries(day.by)) add(sums, "touchpoint " + touchpoint, counts);
  }
  return { now, then };
}

async function overview() {
  const surveys = what.surveys.map((survey) => between(what.scores, survey, `d#${what.from}`, `d#${what.today}`));
  const [days, flagged, signals, ...scores] = await Promise.all([
    between(what.scores, "days", what.shown, "watermark", { ConsistentRead: true, ScanIndexForward: false }),
    client.send(flaggedQuery()),
    all({
      TableName: what.scores,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": "#signals" },
    }),
    ...surveys,
  ]);
  return { days, flagged, signals, scores: Object.fromEntries(what.surveys.map((id, at) => [id, folded(scores[at])])) };
}

function flaggedQuery() {
  return new QueryCommand({
    TableName: what.customers,
    IndexName: "by_risk",
    KeyConditionExpression: "fl = :open",
    ExpressionAttributeValues: { ":open": "open" },
    ScanIndexForward: false,
    Limit: 21,
  });
}

for (let time = 0; time < what.warming; time++) await overview();
const lines = readline.createInterface({ input: process.stdin });
lines.once("line", async () => {
  let last;
  for (let time = 0; time < what.times; time++) last = await overview();
  const answers = last.scores[what.counted].now.total.reduce((sum, count) => sum + count, 0);
  console.log(JSON.stringify({ answers }));
});
lines.once("close", () => process.exit());
console.log("ready");
